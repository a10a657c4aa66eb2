#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Times Retrograde's mappings and scikit-learn's in turn on this machine, and prints a Markdown table. README.md says what
# the rows are.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=$here/..
python=${PYTHON:-/usr/bin/python3}
all_rows=(pls pls-wide ridge-cv gram)

usage() {
  cat <<HELP
Times Retrograde's mappings and scikit-learn's in turn on this machine, and prints a Markdown table.

Usage: benchmarks/compare-neural.sh [options] [ROW...]

Rows (default: all): ${all_rows[*]}

Options:
  --pairs N      measurements of each, one of Retrograde and one of scikit-learn in turn (default 3)
  --steps N      fits timed in each measurement, after one that is not (default 3)
  --threads N    threads that each may use (default 2)
  --help         show this help

PYTHON names the Python that has scikit-learn (default /usr/bin/python3).

Example:
  benchmarks/compare-neural.sh --pairs 5 pls

Exit code: 0 for success, 1 for a failure, 2 for wrong usage.
HELP
}

# where found expected advice
wrong_usage() {
  echo "compare-neural.sh: $1: found $2; expected $3; $4" >&2
  exit 2
}

fail() {
  echo "compare-neural.sh: $1" >&2
  exit 1
}

pairs=3
steps=3
threads=2
rows=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --pairs | --steps | --threads)
      [[ ${2:-} =~ ^[1-9][0-9]{0,5}$ ]] || wrong_usage "$1" "'${2:-}'" "a whole number from 1" "write for example $1 3"
      printf -v "${1#--}" '%s' "$2"
      shift 2
      ;;
    -*) wrong_usage "command line" "unknown option '$1'" "--pairs, --steps or --threads" "see --help" ;;
    *)
      [[ " ${all_rows[*]} " == *" $1 "* ]] ||
        wrong_usage "command line" "no row '$1'" "one of ${all_rows[*]}" "correct it"
      rows+=("$1")
      shift
      ;;
  esac
done
[[ ${#rows[@]} -gt 0 ]] || rows=("${all_rows[@]}")

command -v "$python" >/dev/null || fail "found no $python; install Python 3, or name one in PYTHON"
"$python" -c 'import sklearn' 2>/dev/null ||
  fail "$python has no scikit-learn; install Debian's python3-sklearn, or name a Python that has it in PYTHON"
"$root/retrograde" version >/dev/null # Builds first where needed.
[[ -f $root/benchmarks/target/benchmarks.jar ]] ||
  fail "found no benchmarks/target/benchmarks.jar; run ./mvnw -q -Dmaven.test.skip=true package"
# What is built above is not the benchmarks.
"$python" -c 'import sys, zipfile; sys.exit(sys.argv[2] not in zipfile.ZipFile(sys.argv[1]).namelist())' \
  "$root/benchmarks/target/benchmarks.jar" org/retrograde/benchmarks/NeuralPeers.class ||
  fail "found a benchmarks/target/benchmarks.jar without NeuralPeers, an old one; run ./mvnw -q -Dmaven.test.skip=true package"

results=$(mktemp)
trap 'rm -f -- "$results"' EXIT
export OPENBLAS_NUM_THREADS=$threads OMP_NUM_THREADS=$threads

for row in "${rows[@]}"; do
  # The last row is to show how little memory does.
  heap=4g
  [[ $row == gram ]] && heap=512m
  for ((pair = 1; pair <= pairs; pair++)); do
    echo "$row: pair $pair of $pairs" >&2
    mine=$(java -XX:+UseSerialGC "-Xmx$heap" -Dorg.bytedeco.javacpp.logger=slf4j -Dorg.bytedeco.javacpp.maxbytes=0 \
      -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
      -cp "$root/benchmarks/target/benchmarks.jar:$root/app/target/app.jar:$root/app/target/lib/*" \
      org.retrograde.benchmarks.NeuralPeers "$row" "$steps")
    peer=null
    [[ $row == gram ]] || peer=$("$python" "$here/peers/neural_sklearn.py" "$row" --steps "$steps")
    printf '["%s", %s, %s]\n' "$row" "$mine" "$peer" >>"$results"
  done
done

"$python" - "$results" <<'PYTHON'
import json
import statistics
import sys

rows = {}
with open(sys.argv[1], encoding="utf-8") as lines:
    for row, ours, theirs in map(json.loads, lines):
        rows.setdefault(row, []).append((ours, theirs))


def seconds(lines):
    return f"{statistics.median(line['medianSeconds'] for line in lines):.3f}"


def peak(lines):
    return str(max(line["peakMiB"] for line in lines))


print("| row | Retrograde, s | scikit-learn, s | ratio, median (min to max) | Retrograde, MiB | scikit-learn, MiB |")
print("|---|---|---|---|---|---|")
for row, pairs in rows.items():
    ours, theirs = zip(*pairs)
    if theirs[0] is None:
        print(f"| {row} | {seconds(ours)} | - | - | {peak(ours)} | - |")
        continue
    differ = max(abs(a["check"] - b["check"]) for a, b in pairs)
    if differ > 1e-6:
        sys.exit(f"compare-neural.sh: {row}: predictions differ by {differ}; expected the same fit")
    ratios = [a["medianSeconds"] / b["medianSeconds"] for a, b in pairs]
    ratio = f"{statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})"
    print(f"| {row} | {seconds(ours)} | {seconds(theirs)} | {ratio} | {peak(ours)} | {peak(theirs)} |")
PYTHON

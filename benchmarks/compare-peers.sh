#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Times Retrograde and PyTorch in turn on this machine, and prints a Markdown table. README.md says what the rows are.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
python=${PYTHON:-/usr/bin/python3}
all_rows=(bp fa sa kp usf wm ia aa resnet50 lenet eval convrnn)

usage() {
  cat <<EOF
Times Retrograde and PyTorch in turn on this machine, and prints a Markdown table.

Usage: benchmarks/compare-peers.sh [options] [ROW...]

Rows (default: all): ${all_rows[*]}

Options:
  --pairs N      measurements of each, one of Retrograde and one of PyTorch in turn (default 7)
  --steps N      steps timed in each measurement, after 3 that are not (default 15)
  --threads N    threads that each may use (default 2)
  --kernels ID   Retrograde's library of kernels (default: the program's own)
  --help         show this help

PYTHON names the Python that has PyTorch and torchvision (default /usr/bin/python3).

Example:
  benchmarks/compare-peers.sh --kernels onednn --pairs 3 bp eval

Exit code: 0 for success, 1 for a failure, 2 for wrong usage.
EOF
}

# where found expected advice
wrong_usage() {
  echo "compare-peers.sh: $1: found $2; expected $3; $4" >&2
  exit 2
}

fail() {
  echo "compare-peers.sh: $1" >&2
  exit 1
}

# The arguments of `bench` and of torch_peer.py for a row. Every learning rule is compared with PyTorch's backpropagation.
describe() {
  local rule="" network="--architecture resnet --depth 18 --batch 32 --size 32"
  mode="step"
  case $1 in
    bp) rule=backpropagation ;;
    fa) rule=feedback-alignment ;;
    sa) rule=symmetric-alignment ;;
    kp) rule=kolen-pollack ;;
    usf) rule=uniform-sign-symmetry ;;
    wm) rule=weight-mirror ;;
    ia) rule=information-alignment ;;
    aa) rule=activation-alignment ;;
    resnet50)
      rule=backpropagation
      network="--architecture resnet --depth 50 --batch 16 --size 64"
      ;;
    lenet)
      rule=backpropagation
      network="--architecture lenet --batch 64 --size 32"
      ;;
    eval)
      mode="eval"
      network="--architecture resnet --depth 18 --batch 100 --size 32"
      ;;
    convrnn)
      rule=backpropagation
      network="--architecture convrnn --batch 16 --size 32"
      theirs=("$here/peers/convrnn_step.py" --mode training --cell rgc --batch 16 --image 32)
      ;;
    *) return 1 ;;
  esac
  read -r -a shared <<<"$network --channels 3 --classes 10"
  ours=(${rule:+--rule "$rule"})
  [[ $1 == convrnn ]] && return
  theirs=("$here/torch_peer.py" "$mode" "${shared[@]}")
}

pairs=7
steps=15
threads=2
kernels=()
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
    --kernels)
      [[ -n ${2:-} ]] || wrong_usage "--kernels" "no value" "a library of kernels" "write for example --kernels onednn"
      kernels=(--kernels "$2")
      shift 2
      ;;
    -*) wrong_usage "command line" "unknown option '$1'" "--pairs, --steps, --threads or --kernels" "see --help" ;;
    *)
      describe "$1" || wrong_usage "command line" "no row '$1'" "one of ${all_rows[*]}" "correct it"
      rows+=("$1")
      shift
      ;;
  esac
done
[[ ${#rows[@]} -gt 0 ]] || rows=("${all_rows[@]}")

command -v "$python" >/dev/null || fail "found no $python; install Python 3, or name one in PYTHON"
"$python" -c 'import torch, torchvision' 2>/dev/null ||
  fail "$python has no PyTorch or no torchvision; install Debian's python3-torch and python3-torchvision, or name a \
Python that has them in PYTHON"
"$here/../retrograde" version >/dev/null # Builds first where needed.

results=$(mktemp)
trap 'rm -f -- "$results"' EXIT

# Both use GNU's OpenMP, whose waiting threads spin; ./retrograde sets this for itself.
export GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-2000}"

for row in "${rows[@]}"; do
  describe "$row"
  for ((pair = 1; pair <= pairs; pair++)); do
    echo "$row: pair $pair of $pairs" >&2
    mine=$("$here/../retrograde" bench "$mode" "${shared[@]}" ${ours[@]+"${ours[@]}"} --steps "$steps" \
      --threads "$threads" ${kernels[@]+"${kernels[@]}"})
    peer=$("$python" "${theirs[@]}" --steps "$steps" --threads "$threads")
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
    return f"{statistics.median(line['medianSeconds'] for line in lines):.4f}"


def peak(lines):
    known = [line["peakMiB"] for line in lines if "peakMiB" in line]
    return str(max(known)) if known else "-"


ours, theirs = next(iter(rows.values()))[0]
print(f"{ours['peer']} and {theirs['peer']}\n")
print("| row | Retrograde, s | PyTorch, s | ratio, median (min to max) | Retrograde, MiB | PyTorch, MiB |")
print("|---|---|---|---|---|---|")
for row, pairs in rows.items():
    ours, theirs = zip(*pairs)
    ratios = [a["medianSeconds"] / b["medianSeconds"] for a, b in pairs]
    ratio = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    print(f"| {row} | {seconds(ours)} | {seconds(theirs)} | {ratio} | {peak(ours)} | {peak(theirs)} |")
PYTHON

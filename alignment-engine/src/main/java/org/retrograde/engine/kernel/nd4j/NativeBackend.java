// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The native library that ND4J loaded.
 *
 * @param backend the class of ND4J's backend
 * @param build what the library was built with, on one line
 * @param oneDnn whether its convolutions are oneDNN's
 * @param threads how many threads its operations may use
 */
public record NativeBackend(String backend, String build, boolean oneDnn, int threads) {

  /**
   * Loads the library, unless it is loaded, and describes it.
   *
   * @return the library
   * @throws LinkageError if there is none for this machine
   */
  public static NativeBackend load() {
    String backend = Nd4j.getBackend().getClass().getName();
    NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
    String build = ops.buildInfo().strip().replaceAll("\\s*\\R\\s*", ", ");
    return new NativeBackend(backend, build, build.contains("HAVE_ONEDNN"), ops.ompGetMaxThreads());
  }

  /**
   * Limits the library's threads, for the whole process.
   *
   * @param threads how many, at least 1
   */
  public static void useThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("there is at least 1 thread, found " + threads);
    }
    Nd4j.getBackend();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
  }
}

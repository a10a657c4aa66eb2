// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.graph.op.ConvolutionGeometry;

final class ShapesTest {

  @ParameterizedTest(name = "input {0}, kernel {1}, stride {2}, padding {3}: {4}")
  @CsvSource({
    "32, 3, 1, 1, 32",
    "224, 7, 2, 3, 112",
    "28, 1, 2, 0, 14",
    "9, 3, 2, 1, 5",
    "5, 5, 1, 0, 1"
  })
  void a_convolution_has_as_many_positions_as_its_window_fits(
      int size, int kernel, int stride, int padding, int expected) {
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(size, size, 3, 8, kernel, stride, padding);
    assertThat(geometry.outputHeight()).isEqualTo(expected);
    assertThat(geometry.outputWidth()).isEqualTo(expected);
  }

  @Test
  void a_kernel_that_does_not_fit_is_refused() {
    assertThatThrownBy(() -> new ConvolutionGeometry(4, 4, 1, 1, 5, 1, 0))
        .hasMessageContaining("kernel of 5")
        .hasMessageContaining("4 x 4");
  }

  @Test
  void fans_are_counted_with_the_kernels_area() {
    assertThat(new ConvolutionMap(new ConvolutionGeometry(8, 8, 3, 16, 5, 1, 2)).fans())
        .isEqualTo(new Fans(75, 400));
    assertThat(new DenseMap(20, 12).fans()).isEqualTo(new Fans(20, 12));
  }
}

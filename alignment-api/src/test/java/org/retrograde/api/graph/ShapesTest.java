// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.graph.op.Borders;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.DepthwiseGeometry;

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

  @ParameterizedTest(name = "{0} x {1}, kernel {2}, stride {3}")
  @CsvSource({
    "224, 224, 7, 2, 112, 112, 2, 3, 2, 3",
    "7, 7, 2, 2, 4, 4, 0, 1, 0, 1",
    "8, 8, 2, 2, 4, 4, 0, 0, 0, 0",
    "9, 5, 4, 1, 9, 5, 1, 2, 1, 2",
    "7, 8, 3, 2, 4, 4, 1, 1, 0, 1",
    "8, 5, 2, 4, 2, 2, 0, 0, 0, 1",
    "1, 1, 3, 1, 1, 1, 1, 1, 1, 1"
  })
  void same_padding_is_tensorflows(
      int height,
      int width,
      int kernel,
      int stride,
      int rows,
      int columns,
      int top,
      int bottom,
      int left,
      int right) {
    ConvolutionGeometry geometry = ConvolutionGeometry.same(height, width, 3, 8, kernel, stride);
    assertThat(geometry.outputHeight()).isEqualTo(rows);
    assertThat(geometry.outputWidth()).isEqualTo(columns);
    assertThat(geometry.borders()).isEqualTo(new Borders(top, bottom, left, right));
    assertThat(geometry.withOutputChannels(5).borders()).isEqualTo(geometry.borders());
  }

  @Test
  void padding_that_no_library_has_is_refused() {
    assertThatThrownBy(() -> new ConvolutionGeometry(4, 4, 1, 1, 3, 1, new Borders(0, 2, 0, 2)))
        .hasMessageContaining("bottom=2")
        .hasMessageContaining("SAME");
  }

  @Test
  void a_kernel_that_does_not_fit_is_refused() {
    assertThatThrownBy(() -> new ConvolutionGeometry(4, 4, 1, 1, 5, 1, 0))
        .hasMessageContaining("kernel of 5")
        .hasMessageContaining("4 x 4");
  }

  @Test
  void a_depthwise_map_keeps_its_channels() {
    LinearMap map = new DepthwiseMap(new DepthwiseGeometry(8, 6, 64, 7));
    assertThat(map.kernelShape()).containsExactly(7, 7, 64, 1);
    assertThat(map.positions()).isEqualTo(48);
    assertThatThrownBy(() -> map.withOutputs(10))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContainingAll("64 channels", "10");
  }

  @Test
  void fans_are_counted_with_the_kernels_area() {
    assertThat(new ConvolutionMap(new ConvolutionGeometry(8, 8, 3, 16, 5, 1, 2)).fans())
        .isEqualTo(new Fans(75, 400));
    assertThat(new DepthwiseMap(new DepthwiseGeometry(8, 8, 64, 7)).fans())
        .isEqualTo(new Fans(49 * 64, 49));
    assertThat(new DenseMap(20, 12).fans()).isEqualTo(new Fans(20, 12));
  }
}

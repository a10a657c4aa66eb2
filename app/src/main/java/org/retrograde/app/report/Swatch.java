// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

/** The sign by which a run is recognised: its colour, its line's pattern and its marker. */
final class Swatch {

  private Swatch() {}

  static void draw(RunView view, Html html) {
    draw(view.colorClass(), view.color(), html);
  }

  /** A line's classes and its marker. */
  static void draw(String css, int shape, Html html) {
    html.begin("svg", "class", "swatch", "viewBox", "0 0 30 12", "aria-hidden", "true");
    html.begin("g", "class", css);
    html.empty("path", "class", "line", "d", "M1 6L29 6");
    html.empty("use", "href", "#m" + shape, "x", "15", "y", "6");
    html.end("g").end("svg");
  }

  /** The markers' shapes, one a colour, for those who cannot tell the colours apart. */
  static void define(Html html) {
    String[] shapes = {
      "M-3.4 0A3.4 3.4 0 1 1 3.4 0A3.4 3.4 0 1 1 -3.4 0Z",
      "M-3 -3H3V3H-3Z",
      "M0 -4L3.8 2.8H-3.8Z",
      "M0 -4.2L4.2 0L0 4.2L-4.2 0Z",
      "M0 4L3.8 -2.8H-3.8Z",
      "M-1.3 -4H1.3V-1.3H4V1.3H1.3V4H-1.3V1.3H-4V-1.3H-1.3Z",
      "M-4 -2.2L-2.2 -4L0 -1.8L2.2 -4L4 -2.2L1.8 0L4 2.2L2.2 4L0 1.8L-2.2 4L-4 2.2L-1.8 0Z",
      "M-1.7 -4.4H1.7V4.4H-1.7Z"
    };
    html.begin("svg", "class", "shapes", "aria-hidden", "true", "width", "0", "height", "0")
        .begin("defs");
    for (int i = 0; i < shapes.length; i++) {
      html.empty("path", "id", "m" + i, "d", shapes[i]);
    }
    html.end("defs").end("svg").line();
  }
}

// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

/** A table in a box that scrolls sideways by itself, so that the page never does. */
final class TableBox {

  private TableBox() {}

  static void begin(Html html, String caption, String css) {
    html.begin("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.begin("table", "class", css).leaf("caption", caption).line();
  }

  static void end(Html html) {
    html.end("table").end("div").line();
  }

  /** The heading of a run's column. */
  static void runHeading(Html html, RunView view) {
    html.begin("th", "scope", "col");
    Swatch.draw(view, html);
    html.text(view.label()).end("th");
  }
}

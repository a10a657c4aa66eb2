// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What stands around the sections of every page. */
final class Frame {

  /** Nothing may be loaded from anywhere, whatever the files contain of which a page is made. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

  private Frame() {}

  static void begin(String title, Html html) {
    html.begin("html", "lang", "en").line();
    html.begin("head").line().empty("meta", "charset", "utf-8").line();
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.leaf("title", title).line();
    html.begin("style").line().raw(resource("report.css")).end("style").line();
    html.end("head").line();
    html.begin("body").line();
    Swatch.define(html);
    html.begin("main").line();
  }

  /** Returns the page. */
  static String end(Html html) {
    html.end("main").line();
    html.empty("div", "id", "tip", "hidden", "hidden", "aria-hidden", "true").line();
    html.begin("script").line().raw(resource("report.js")).end("script").line();
    return html.end("body").line().end("html").line().page();
  }

  /** Opens a section, to be ended. */
  static void section(String id, String heading, Html html) {
    html.begin("section", "id", id, "aria-labelledby", id + "-heading");
    html.leaf("h2", heading, "id", id + "-heading").line();
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Frame.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

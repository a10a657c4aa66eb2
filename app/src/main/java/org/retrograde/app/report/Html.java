// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Builds well-formed markup; everything but {@link #raw} is escaped. */
final class Html {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element; attributes are names and values in turn, one with an empty name is left out.
   */
  Html begin(String tag, String... attributes) {
    startTag(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the innermost open element, which must have this tag. */
  Html end(String tag) {
    String innermost = open.pop();
    if (!innermost.equals(tag)) {
      throw new IllegalStateException("</" + tag + "> where <" + innermost + "> is open");
    }
    out.append("</").append(tag).append(">");
    return this;
  }

  /** Ends a line of the file, so that the page can be read and compared as text. */
  Html line() {
    out.append('\n');
    return this;
  }

  Html leaf(String tag, String text, String... attributes) {
    return begin(tag, attributes).text(text).end(tag);
  }

  Html empty(String tag, String... attributes) {
    startTag(tag, attributes);
    out.append("/>");
    return this;
  }

  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Adds the page's own style or script; {@code </} would end the element early. */
  Html raw(String ownText) {
    if (ownText.contains("</")) {
      throw new IllegalArgumentException("markup inside a style or script");
    }
    out.append(ownText);
    return this;
  }

  String page() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }

  private void startTag(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (!attributes[i].isEmpty()) {
        out.append(' ').append(attributes[i]);
        out.append("=\"").append(escape(attributes[i + 1])).append('"');
      }
    }
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> escape(point, escaped));
    return escaped.toString();
  }

  private static void escape(int point, StringBuilder escaped) {
    switch (point) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.appendCodePoint(isPrintable(point) ? point : 0xFFFD);
    }
  }

  /** Control characters and lone surrogates may stand in no document. */
  private static boolean isPrintable(int point) {
    boolean layout = point == '\n' || point == '\t' || point == '\r';
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return layout || (!Character.isISOControl(point) && !surrogate && (point & 0xFFFE) != 0xFFFE);
  }
}

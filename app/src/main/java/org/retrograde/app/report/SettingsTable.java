// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.Map;

/** What the numbers of a page depend on, key by key. */
final class SettingsTable {

  private SettingsTable() {}

  static void draw(Html html, String caption, Map<String, String> facts) {
    Frame.section("settings", "Settings", html);
    TableBox.begin(html, caption, "settings shared");
    html.begin("thead").begin("tr").leaf("th", "Key", "scope", "col");
    html.leaf("th", "Value", "scope", "col").end("tr").end("thead").line().begin("tbody").line();
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      html.begin("tr").leaf("th", fact.getKey(), "scope", "row").leaf("td", fact.getValue());
      html.end("tr").line();
    }
    html.end("tbody");
    TableBox.end(html);
    html.end("section").line();
  }
}

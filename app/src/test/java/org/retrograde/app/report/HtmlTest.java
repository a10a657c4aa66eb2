// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void elements_and_attributes_are_written_in_order() {
    Html html = new Html().begin("p", "id", "a", "", "left out").text("1 < 2").empty("br").end("p");
    assertThat(html.page()).endsWith("<p id=\"a\">1 &lt; 2<br/></p>");
  }

  @Test
  void an_element_closed_out_of_turn_is_a_mistake() {
    assertThatIllegalStateException().isThrownBy(() -> new Html().begin("p").begin("b").end("p"));
    assertThatIllegalStateException().isThrownBy(() -> new Html().begin("p").page());
  }

  @Test
  void a_style_or_script_cannot_end_its_element() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Html().raw("'</script>'"));
  }

  @Property
  void no_text_becomes_markup(@ForAll String text) {
    String page = new Html().leaf("p", text, "title", text).page();
    String inside = page.substring(page.indexOf("<p"));
    assertThat(inside.chars().filter(c -> c == '<').count()).isEqualTo(2);
    assertThat(inside.chars().filter(c -> c == '"').count()).isEqualTo(2);
    assertThat(inside).doesNotContain("\u0000");
  }
}

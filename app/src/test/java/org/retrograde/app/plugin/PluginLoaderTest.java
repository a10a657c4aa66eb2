// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;

class PluginLoaderTest {

  @TempDir Path work;
  private Path plugins;
  private PluginJarBuilder jars;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(work.resolve("plugins"));
    jars = new PluginJarBuilder(work);
  }

  @Test
  void finds_every_kind_on_the_class_path() {
    PluginCatalog catalog = loader().load(Optional.empty());

    assertThat(catalog.rules().ids()).contains("backpropagation", "feedback-alignment", "composed");
    assertThat(catalog.primitives().ids()).contains("amp", "decay", "null", "sparse", "self");
    assertThat(catalog.architectures().ids())
        .contains("sequential", "lenet", "resnet", "resnet-cifar");
    assertThat(catalog.datasets().ids()).contains("fashion-mnist", "mnist");
    assertThat(catalog.kernels().ids()).contains("nd4j");
  }

  @Test
  void finds_a_rule_in_a_jar_and_says_which() throws IOException {
    jars.rule(plugins.resolve("own.jar"), "third.party", "Own", "\"own-rule\"");

    Found<?> found = load().rules().byId().get("own-rule");

    assertThat(found.origin()).isEqualTo("own.jar");
    assertThat(found.plugin().getClass().getName()).isEqualTo("third.party.Own");
  }

  @Test
  void a_primitive_in_a_jar_is_a_coefficient_of_the_composed_rule() throws IOException {
    String source =
        """
        package third.party;
        import org.nd4j.autodiff.samediff.SDVariable;
        import org.retrograde.api.plugin.ParameterTable;
        import org.retrograde.api.rule.*;
        public final class Push implements AlignmentPrimitive {
          public String id() { return "big-push"; }
          public String description() { return "pushes"; }
          public String source() { return "a test"; }
          public ParameterTable parameters() { return ParameterTable.of(); }
          public Locality locality() { return Locality.LOCAL; }
          public SDVariable value(SynapticSignals signals) { return signals.weight(); }
          public SDVariable gradient(SynapticSignals signals) { return signals.weight(); }
        }
        """;
    jars.jar(
        plugins.resolve("push.jar"),
        "third.party.Push",
        source,
        "org.retrograde.api.rule.AlignmentPrimitive");

    assertThat(load().rules().get("composed", "").parameters().names()).contains("bigPush");
  }

  @Test
  void two_classes_with_one_id_are_refused_naming_both_and_their_jars() throws IOException {
    jars.rule(plugins.resolve("one.jar"), "first", "Rule", "\"same\"");
    jars.rule(plugins.resolve("two.jar"), "second", "Rule", "\"same\"");

    assertThatThrownBy(this::load)
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll("'same' twice", "first.Rule in one.jar", "second.Rule in two.jar");
  }

  @Test
  void an_id_that_is_taken_by_one_of_ours_is_refused() throws IOException {
    jars.rule(plugins.resolve("own.jar"), "third.party", "Own", "\"backpropagation\"");

    assertThatThrownBy(this::load)
        .hasMessageContainingAll("'backpropagation' twice", "third.party.Own in own.jar");
  }

  @Test
  void one_class_in_two_jars_is_refused_naming_both() throws IOException {
    jars.rule(plugins.resolve("old.jar"), "third.party", "Own", "\"own\"");
    jars.rule(plugins.resolve("new.jar"), "third.party", "Own", "\"own\"");

    assertThatThrownBy(this::load)
        .hasMessageContainingAll("third.party.Own", "new.jar", "old.jar", "remove one");
  }

  @Test
  void a_malformed_id_is_refused() throws IOException {
    jars.rule(plugins.resolve("own.jar"), "third.party", "Own", "\"Own_Rule\"");

    assertThatThrownBy(this::load)
        .hasMessageContainingAll(
            "third.party.Own in own.jar", "'Own_Rule'", "lower-case words joined by hyphens");
  }

  @Test
  void a_null_id_is_refused() throws IOException {
    jars.rule(plugins.resolve("own.jar"), "third.party", "Own", "null");

    assertThatThrownBy(this::load)
        .hasMessageContainingAll("third.party.Own in own.jar", "id is null");
  }

  @Test
  void a_constructor_that_throws_is_one_line() throws IOException {
    jars.rule(
        plugins.resolve("own.jar"),
        "third.party",
        "Own",
        "\"own\"",
        "if (true) throw new IllegalStateException(\"no\");");

    assertThatThrownBy(this::load)
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(
            "third.party.Own", "IllegalStateException: no", "take it out of the plugins folder")
        .message()
        .hasLineCount(1);
  }

  @Test
  void a_service_entry_without_its_class_is_one_line() throws IOException {
    jars.jar(
        plugins.resolve("own.jar"),
        "third.party.Own",
        "package third.party; class Own {}",
        "org.retrograde.api.data.DatasetSource");

    assertThatThrownBy(this::load)
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("third.party.Own");
  }

  @Test
  void a_file_that_only_looks_like_a_jar_is_refused() throws IOException {
    Files.writeString(plugins.resolve("text.jar"), "not a jar");

    assertThatThrownBy(this::load).hasMessageContainingAll("text.jar", "no readable jar");
  }

  @Test
  void a_folder_that_is_not_there_is_refused() {
    assertThatThrownBy(() -> loader().load(Optional.of(work.resolve("nothing"))))
        .hasMessageContainingAll("nothing", "a folder of jars", "--plugins");
  }

  @Test
  void an_unknown_id_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> load().rules().get("feedback-alignmnt", "a.yaml:3: rule.id"))
        .hasMessageContainingAll(
            "a.yaml:3: rule.id", "'feedback-alignmnt'", "did you mean 'feedback-alignment'?");
  }

  private PluginCatalog load() {
    return loader().load(Optional.of(plugins));
  }

  private static PluginLoader loader() {
    return new PluginLoader(PluginLoaderTest.class.getClassLoader());
  }
}

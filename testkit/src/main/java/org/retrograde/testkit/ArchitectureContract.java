// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.StateVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.ParameterSpec;

/**
 * What every architecture must satisfy. A test class implements this interface, and inherits the
 * tests.
 *
 * <p>Nothing is allocated or run: an architecture of any size can be tested.
 */
public interface ArchitectureContract {

  /**
   * Returns the plugin under test.
   *
   * @return a new instance
   */
  Architecture architecture();

  /**
   * Returns the values of its parameters as they would stand in an experiment file.
   *
   * @return raw values by key, empty for all defaults
   */
  Map<String, Object> values();

  /**
   * Returns the shape of the images.
   *
   * @return a shape that the network accepts
   */
  ImageShape images();

  /**
   * Returns the number of classes.
   *
   * @return at least 2
   */
  int classes();

  /**
   * Returns the number of trainable values that {@link #values()} must give, worked out by hand or
   * published.
   *
   * @return the count, feedback weights not counted
   */
  long expectedParameterCount();

  @Test
  default void the_logits_have_one_row_an_image_and_one_column_a_class() {
    assertEquals(List.of(3, classes()), network(Mode.TRAINING, 3).logits().shape());
    assertEquals(List.of(3, classes()), network(Mode.EVALUATION, 3).logits().shape());
  }

  @Test
  default void a_network_of_a_single_image_can_be_built() {
    assertEquals(List.of(1, classes()), network(Mode.TRAINING, 1).logits().shape());
    assertEquals(List.of(1, classes()), network(Mode.EVALUATION, 1).logits().shape());
  }

  @Test
  default void the_parameter_count_is_the_expected_one_at_every_batch_size_and_in_both_modes() {
    assertEquals(expectedParameterCount(), network(Mode.TRAINING, 1).parameterCount());
    assertEquals(expectedParameterCount(), network(Mode.TRAINING, 4).parameterCount());
    assertEquals(expectedParameterCount(), network(Mode.EVALUATION, 4).parameterCount());
  }

  @Test
  default void training_and_evaluation_agree_on_the_parameters() {
    Network training = network(Mode.TRAINING, 2);
    Network evaluation = network(Mode.EVALUATION, 2);
    assertEquals(describeParameters(training), describeParameters(evaluation));
    assertEquals(describeStates(training), describeStates(evaluation));
  }

  @Test
  default void training_and_evaluation_agree_on_the_layers_that_can_be_read_out() {
    Network training = network(Mode.TRAINING, 2);
    Network evaluation = network(Mode.EVALUATION, 2);
    assertEquals(describeLayers(training), describeLayers(evaluation));
  }

  @Test
  default void two_builds_give_the_same_names_and_shapes_in_the_same_order() {
    Network one = network(Mode.TRAINING, 2);
    Network other = network(Mode.TRAINING, 2);
    assertEquals(describeParameters(one), describeParameters(other));
    assertEquals(describeLayers(one), describeLayers(other));
  }

  @Test
  default void names_of_parameters_states_and_synapses_are_unique() {
    Network network = network(Mode.TRAINING, 2);
    assertUnique(network.parameters().stream().map(ParameterVariable::name).toList());
    assertUnique(network.states().stream().map(StateVariable::name).toList());
    assertUnique(network.synapses().stream().map(Synapse::layer).toList());
  }

  @Test
  default void every_synapse_has_its_weight_among_the_parameters_and_its_output_among_the_layers() {
    Network network = network(Mode.TRAINING, 2);
    assertFalse(network.synapses().isEmpty(), "a network has at least one synapse");
    for (Synapse synapse : network.synapses()) {
      assertTrue(network.parameters().contains(synapse.weight()), synapse.layer());
      assertTrue(network.layers().containsKey(synapse.layer()), synapse.layer());
      assertEquals(synapse.map().kernelShape(), synapse.weight().tensor().shape(), synapse.layer());
    }
  }

  @Test
  default void every_readable_layer_has_one_row_an_image() {
    network(Mode.EVALUATION, 3)
        .layers()
        .forEach((name, activation) -> assertEquals(3, activation.length(0), name));
  }

  @Test
  default void only_training_moves_the_running_averages() {
    for (StateVariable state : network(Mode.TRAINING, 2).states()) {
      assertTrue(state.next().isPresent(), state.name());
    }
    for (StateVariable state : network(Mode.EVALUATION, 2).states()) {
      assertTrue(state.next().isEmpty(), state.name());
    }
  }

  @Test
  default void building_allocates_no_parameters() {
    Network network = network(Mode.TRAINING, 2);
    List<String> allocated =
        network.graph().variables().stream()
            .filter(variable -> variable.getVariableType() == VariableType.VARIABLE)
            .map(SDVariable::name)
            .toList();
    assertEquals(List.of(), allocated, "parameters are placeholders that the engine feeds");
  }

  @Test
  default void an_unknown_key_is_refused() {
    Map<String, Object> values = new HashMap<>(values());
    values.put("noSuchKey", 1);
    KeyLocation location = KeyLocation.under("architecture");
    RetrogradeException thrown =
        assertThrows(
            RetrogradeException.class, () -> architecture().parameters().bind(values, location));
    assertTrue(thrown.problem().where().contains("noSuchKey"), thrown.problem().line());
  }

  @Test
  default void the_plugin_says_what_it_is_and_documents_every_parameter() {
    Architecture plugin = architecture();
    assertAll(
        () -> assertTrue(plugin.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), plugin.id()),
        () -> assertOneLine(plugin.description()),
        () -> assertFalse(plugin.description().endsWith("."), plugin.description()),
        () -> assertOneLine(plugin.source()));
    for (ParameterSpec spec : plugin.parameters().specs()) {
      assertOneLine(spec.description());
    }
  }

  @Test
  default void the_service_loader_finds_the_plugin_once_under_its_id() {
    List<? extends Class<?>> found =
        ServiceLoader.load(Architecture.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(plugin -> plugin.id().equals(architecture().id()))
            .map(Object::getClass)
            .toList();
    assertEquals(List.of(architecture().getClass()), found);
  }

  private Network network(Mode mode, int batch) {
    NetworkBuilder builder = new NetworkBuilder(mode, DataType.FLOAT, batch, images(), classes());
    KeyLocation location = KeyLocation.under("architecture");
    Architecture plugin = architecture();
    return builder.build(plugin.build(builder, plugin.parameters().bind(values(), location)));
  }

  private static List<String> describeParameters(Network network) {
    return network.parameters().stream()
        .map(p -> p.name() + " " + p.tensor().shape() + " " + p.role() + " " + p.initializer())
        .toList();
  }

  private static List<String> describeStates(Network network) {
    return network.states().stream()
        .map(s -> s.name() + " " + s.tensor().shape() + " " + s.initialValue())
        .toList();
  }

  private static List<String> describeLayers(Network network) {
    return network.layers().entrySet().stream()
        .map(layer -> describeLayer(layer.getKey(), layer.getValue()))
        .toList();
  }

  private static String describeLayer(String name, Tensor activation) {
    return name + " " + activation.shape();
  }

  private static void assertUnique(Collection<String> names) {
    assertEquals(new HashSet<>(names).size(), names.size(), () -> "not unique: " + names);
  }

  private static void assertOneLine(String text) {
    assertFalse(text.isBlank() || text.contains("\n"), () -> "one line is wanted: '" + text + "'");
  }
}

// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.plugin.Plugin;

/** Every provider in the project is found, and says what it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvidersTest {

  private final JavaClasses classes = Production.classes();

  static Stream<Class<?>> services() {
    return Providers.SERVICES.stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void every_provider_is_found_and_describes_itself(Class<?> service) {
    List<Object> providers = Providers.loaded(service);
    assertThat(providers).isNotEmpty();
    assertThat(Providers.complaints(providers)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void no_implementation_is_missing_under_meta_inf_services(Class<?> service) {
    assertThat(Providers.unlisted(service, classes)).isEmpty();
  }

  @Test
  void every_kind_of_plugin_is_among_the_services() {
    Set<String> kinds =
        classes.stream()
            .filter(type -> type.isInterface() && extendsPlugin(type))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertThat(kinds).isNotEmpty();
    assertThat(Providers.SERVICES).extracting(Class::getName).containsAll(kinds);
  }

  private static boolean extendsPlugin(JavaClass type) {
    return type.getRawInterfaces().stream().anyMatch(parent -> parent.isEquivalentTo(Plugin.class));
  }
}

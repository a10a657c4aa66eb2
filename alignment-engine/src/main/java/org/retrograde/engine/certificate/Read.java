// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

/**
 * A quantity that something is computed from.
 *
 * @param source what it is
 * @param name its name for readers; that of the source, except elsewhere
 */
public record Read(Source source, String name) {

  static Read of(Source source) {
    return new Read(source, source.label());
  }

  static Read elsewhere(String name) {
    return new Read(Source.ELSEWHERE, name);
  }
}

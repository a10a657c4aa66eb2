// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

/**
 * What the elements of an array are.
 *
 * @param kind which of the types
 * @param length of a text, the bytes that its longest element takes in UTF-8; else 1
 */
public record ElementType(Kind kind, int length) {

  /** The types, all little-endian. */
  public enum Kind {
    /** Numbers of 32 bits. */
    FLOAT32,
    /** Numbers of 64 bits. */
    FLOAT64,
    /** Whole numbers of 64 bits. */
    INT64,
    /** Whole numbers from 0 to 255, and flags. */
    UINT8,
    /** Texts of a fixed length, shorter ones filled up with zeros. */
    TEXT
  }

  /** Numbers of 32 bits. */
  public static final ElementType FLOAT32 = new ElementType(Kind.FLOAT32, 1);

  /** Numbers of 64 bits. */
  public static final ElementType FLOAT64 = new ElementType(Kind.FLOAT64, 1);

  /** Whole numbers of 64 bits. */
  public static final ElementType INT64 = new ElementType(Kind.INT64, 1);

  /** Whole numbers from 0 to 255, and flags. */
  public static final ElementType UINT8 = new ElementType(Kind.UINT8, 1);

  /** Checks the length. */
  public ElementType {
    if (length < 1) {
      throw new IllegalArgumentException("a text has at least 1 byte, found " + length);
    }
  }

  /**
   * Texts.
   *
   * @param bytes what the longest takes in UTF-8, at least 1
   * @return the type
   */
  public static ElementType text(int bytes) {
    return new ElementType(Kind.TEXT, bytes);
  }
}

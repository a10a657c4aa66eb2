// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

/**
 * What follows a convolution or matrix product in the same pass, in this order. Further inputs of
 * the operation come in the same order.
 *
 * @param bias whether one number a channel is added
 * @param residual whether an array of the result's shape is added
 * @param relu whether the maximum with 0 is taken
 */
public record Epilogue(boolean bias, boolean residual, boolean relu) {

  /**
   * Returns the epilogue that does nothing.
   *
   * @return the empty one
   */
  public static Epilogue none() {
    return new Epilogue(false, false, false);
  }

  /**
   * Tells whether nothing follows.
   *
   * @return whether no part is there
   */
  public boolean isNone() {
    return !bias && !residual && !relu;
  }

  /**
   * Returns the place of the residual among the operation's inputs.
   *
   * @return 2, or 3 if there is a bias
   */
  public int residualPlace() {
    return bias ? 3 : 2;
  }

  /**
   * Returns the same with a bias.
   *
   * @return a new epilogue
   */
  public Epilogue withBias() {
    return new Epilogue(true, residual, relu);
  }

  /**
   * Returns the same with a residual.
   *
   * @return a new epilogue
   */
  public Epilogue withResidual() {
    return new Epilogue(bias, true, relu);
  }

  /**
   * Returns the same with a rectification at its end.
   *
   * @return a new epilogue
   */
  public Epilogue withRelu() {
    return new Epilogue(bias, residual, true);
  }

  String label() {
    return (bias ? " + bias" : "") + (residual ? " + residual" : "") + (relu ? " + relu" : "");
  }
}

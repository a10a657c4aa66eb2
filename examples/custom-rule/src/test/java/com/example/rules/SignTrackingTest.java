// SPDX-License-Identifier: Apache-2.0

package com.example.rules;

import org.retrograde.api.rule.LearningRule;
import org.retrograde.testkit.LearningRuleContract;

/** Every rule's tests, inherited: exact where B = W, gradients by finite differences, resumption bit for bit, ... */
final class SignTrackingTest implements LearningRuleContract {

  @Override
  public LearningRule rule() {
    return new SignTracking();
  }
}

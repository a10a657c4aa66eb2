// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.Serial;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes maps as YAML, in block style, with quotes only where a text could be taken for something
 * else.
 */
final class YamlText {

  private YamlText() {}

  static String of(Map<String, Object> keys) {
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new QuoteAllButWords())
            .build();
    try {
      return new ObjectMapper(factory).writeValueAsString(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and scalars can always be written", e);
    }
  }

  private static final class QuoteAllButWords extends StringQuotingChecker {

    @Serial private static final long serialVersionUID = 1L;

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

    @Override
    public boolean needToQuoteName(String name) {
      return needToQuoteValue(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return !WORD.matcher(value).matches() || isReservedKeyword(value);
    }
  }
}

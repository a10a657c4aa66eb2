// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;

/**
 * Records and maps as JSON, in which null stands for the numbers that JSON cannot write, such as
 * NaN.
 */
public final class Json {

  private final ObjectMapper mapper;

  /** A writer. */
  public Json() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Double.class, new FiniteOrNull());
    module.addSerializer(double.class, new FiniteOrNull());
    module.addDeserializer(double.class, new NumberOrNan());
    // Methods such as isFinished() of a record are not part of its value.
    mapper =
        JsonMapper.builder()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .addModule(module)
            .build();
  }

  /**
   * Returns a value as one line.
   *
   * @param value a record, map or list
   * @return JSON without line breaks
   */
  public String line(Object value) {
    return text(value, false);
  }

  /**
   * Returns a value as indented text.
   *
   * @param value a record, map or list
   * @return JSON over several lines
   */
  public String pretty(Object value) {
    return text(value, true);
  }

  /**
   * Returns a record as an object that can be added to.
   *
   * @param value a record or map
   * @return its components by name
   */
  public ObjectNode object(Object value) {
    return mapper.valueToTree(value);
  }

  /**
   * Returns an object without keys.
   *
   * @return the object
   */
  public ObjectNode object() {
    return mapper.createObjectNode();
  }

  /** Reads a record; keys that it does not have are passed over. */
  <T> T read(String text, Class<T> type) throws JsonProcessingException {
    return mapper
        .readerFor(type)
        .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .readValue(text);
  }

  private String text(Object value, boolean indented) {
    try {
      return indented
          ? mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value)
          : mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of numbers and texts can always be written", e);
    }
  }

  private static final class NumberOrNan extends StdDeserializer<Double> {

    @Serial private static final long serialVersionUID = 1L;

    NumberOrNan() {
      super(double.class);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }

  private static final class FiniteOrNull extends StdSerializer<Double> {

    @Serial private static final long serialVersionUID = 1L;

    FiniteOrNull() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}

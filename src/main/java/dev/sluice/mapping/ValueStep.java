package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** One conversion of a value on its way from source to target. */
@FunctionalInterface
interface ValueStep {
  /**
   * The converted value.
   *
   * @throws BadValueException if the value cannot be converted
   */
  JsonNode apply(JsonNode value, Scope scope) throws BadValueException;
}

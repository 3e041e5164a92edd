package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;

/**
 * What the target is and allows: the last look at every value.
 *
 * @param element what the target's model says
 * @param range the numbers that it allows
 * @param limited whether it limits anything beside the type
 */
record Bounds(Element element, ValueRange range, boolean limited) {
  Bounds(Element element) {
    this(
        element,
        new ValueRange(element.minimum(), element.maximum()),
        element.minimum() != null
            || element.maximum() != null
            || element.longest() != null
            || !element.values().isEmpty());
  }

  /** The value in the target's type; throws when it has none in it, or the target forbids it. */
  JsonNode fitted(JsonNode value) throws BadValueException {
    JsonNode cast = Casts.to(element.type(), value);
    if (limited) {
      check(cast);
    }
    return cast;
  }

  /** Throws when the target does not allow the value, whatever its type. */
  void check(JsonNode value) throws BadValueException {
    if (value.isNumber() && !range.equals(ValueRange.ANY)) {
      range.check(value.decimalValue(), value);
    }
    Integer longest = element.longest();
    if (longest != null && value.isTextual()) {
      String text = value.textValue();
      // Surrogate pairs are one character to a JSON schema.
      if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
        throw new BadValueException(
            Numbers.shown(value) + " has more than " + longest + " characters");
      }
    }
    if (!element.values().isEmpty() && !element.values().contains(value.asText())) {
      throw new BadValueException(Numbers.shown(value) + " is not among the target's values");
    }
  }

  /** The nearest number that the target allows. */
  JsonNode nearest(JsonNode value) throws BadValueException {
    BigDecimal number = Numbers.of(value);
    BigDecimal minimum = element.minimum();
    BigDecimal maximum = element.maximum();
    if (minimum != null && number.compareTo(minimum) < 0) {
      number = minimum;
    }
    if (maximum != null && number.compareTo(maximum) > 0) {
      number = maximum;
    }
    return element.type() == ElementType.INTEGER ? Numbers.integer(number) : Numbers.number(number);
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal numbers in and out of JSON, with bounds on what a message may make us compute. */
final class Numbers {
  /** More digits than any quantity has, few enough that arithmetic stays cheap. */
  private static final int MAX_DIGITS = 40;

  static final MathContext CONTEXT = MathContext.DECIMAL128;

  private Numbers() {}

  /** The number that a JSON number, or the text of one, stands for. */
  static BigDecimal of(JsonNode value) throws BadValueException {
    try {
      if (value.isNumber()) {
        return bounded(value.decimalValue());
      }
      if (value.isTextual() && value.textValue().length() <= MAX_DIGITS) {
        return bounded(new BigDecimal(value.textValue().strip()));
      }
    } catch (NumberFormatException e) {
      throw new BadValueException(shown(value) + " is not a number");
    }
    throw new BadValueException(shown(value) + " is not a number");
  }

  /** The number itself, if it is not longer than any quantity is. */
  static BigDecimal bounded(BigDecimal number) throws BadValueException {
    if (number.precision() > MAX_DIGITS || Math.abs(number.scale()) > MAX_DIGITS) {
      throw new BadValueException("the number has too many digits");
    }
    return number;
  }

  /** The number without an exponent and without zeros at its end. */
  static BigDecimal plain(BigDecimal number) {
    if (number.scale() == 0) {
      return number;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    if (stripped.scale() == number.scale() && number.scale() > 0) {
      return number;
    }
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static JsonNode number(BigDecimal number) {
    return DecimalNode.valueOf(plain(number));
  }

  /** The node itself when it is the number as it is written, without making another. */
  static JsonNode number(JsonNode value) throws BadValueException {
    BigDecimal number = of(value);
    BigDecimal plain = plain(number);
    return value.isBigDecimal() && plain == number ? value : DecimalNode.valueOf(plain);
  }

  static JsonNode integer(BigDecimal number) throws BadValueException {
    try {
      long whole = number.longValueExact();
      return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
    } catch (ArithmeticException e) {
      throw new BadValueException(number.toString() + " is not a whole number");
    }
  }

  /** A value as it may stand in a message to a person. */
  static String shown(JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.getNodeType().toString();
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}

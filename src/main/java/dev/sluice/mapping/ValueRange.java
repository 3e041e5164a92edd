package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a value may be: {@code >= 0}, {@code <= 0}, {@code 1 to 3}.
 *
 * @param minimum smallest number allowed, or null
 * @param maximum largest number allowed, or null
 */
record ValueRange(@Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
  private static final Pattern TEXT =
      Pattern.compile("(?:>= (-?[\\d.]+))|(?:<= (-?[\\d.]+))|(-?[\\d.]+) to (-?[\\d.]+)");

  static final ValueRange ANY = new ValueRange(null, null);

  static ValueRange parse(String text) throws BadCellException {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new BadCellException("'" + text + "' is not a range", "write >= 0, <= 0 or 1 to 3");
    }
    return new ValueRange(
        number(matcher.group(1), matcher.group(3)), number(matcher.group(2), matcher.group(4)));
  }

  private static @Nullable BigDecimal number(@Nullable String one, @Nullable String other) {
    String text = one == null ? other : one;
    return text == null ? null : new BigDecimal(text);
  }

  /** Throws when the value is no number of the range. */
  void check(JsonNode value) throws BadValueException {
    check(Numbers.of(value), value);
  }

  /** Throws when the number, which stands as this value, is not of the range. */
  void check(BigDecimal number, JsonNode value) throws BadValueException {
    if (minimum != null && number.compareTo(minimum) < 0) {
      throw new BadValueException(value.asText() + " is less than " + minimum.toPlainString());
    }
    if (maximum != null && number.compareTo(maximum) > 0) {
      throw new BadValueException(value.asText() + " is more than " + maximum.toPlainString());
    }
  }
}

package dev.sluice.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rounding to multiples of a step: {@code down 0.1}.
 *
 * @param mode which way
 * @param step the resolution of the target, positive
 */
record Rounding(RoundingMode mode, BigDecimal step) {
  private static final Pattern TEXT =
      Pattern.compile("(down|up|inward|nearest)\\s+(\\d{1,9}(?:\\.\\d{1,9})?)");

  private static final Map<String, RoundingMode> MODES =
      Map.of(
          "down",
          RoundingMode.FLOOR,
          "up",
          RoundingMode.CEILING,
          "inward",
          RoundingMode.DOWN,
          "nearest",
          RoundingMode.HALF_EVEN);

  static Rounding parse(String text) throws BadCellException {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      BigDecimal step = new BigDecimal(matcher.group(2));
      RoundingMode mode = MODES.get(matcher.group(1));
      if (step.signum() > 0 && mode != null) {
        return new Rounding(mode, step);
      }
    }
    throw new BadCellException(
        "'" + text + "' is not a rounding", "write down 0.1, up 1, inward 0.1 or nearest 0.001");
  }

  BigDecimal apply(BigDecimal number) {
    return number.divide(step, 0, mode).multiply(step);
  }
}

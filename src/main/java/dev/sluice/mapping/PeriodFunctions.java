package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the periods of a schedule together: protocols that have only lengths, or only starts,
 * say something else when a period is missing or out of order.
 */
final class PeriodFunctions {
  /** As many as a charging schedule of OCPP may have. */
  private static final int MOST_PERIODS = 1024;

  private PeriodFunctions() {}

  /** Lets a period's length through if each period begins where the one before it ends. */
  static MappingFunction follows() {
    return MappingFunction.named("follows")
        .takes(ElementType.INTEGER)
        .gives(ElementType.INTEGER)
        .parameter("periods", ElementType.ARRAY)
        .parameter("name of the start", ElementType.STRING)
        .parameter("name of the length", ElementType.STRING)
        .as(
            (value, arguments) -> {
              BigDecimal end = BigDecimal.ZERO;
              for (JsonNode period : periods(arguments)) {
                BigDecimal start = member(period, arguments, 1);
                if (start.compareTo(end) != 0) {
                  throw new BadValueException(
                      "stands in a schedule with a period that begins at "
                          + start
                          + " and not at "
                          + end);
                }
                end = end.add(member(period, arguments, 2));
              }
              return value;
            });
  }

  /** Lets a period's start through if the first is 0 and each is later than the one before it. */
  static MappingFunction inOrder() {
    return MappingFunction.named("inOrder")
        .takes(ElementType.INTEGER)
        .gives(ElementType.INTEGER)
        .parameter("periods", ElementType.ARRAY)
        .parameter("name of the start", ElementType.STRING)
        .as(
            (value, arguments) -> {
              @Nullable BigDecimal before = null;
              for (JsonNode period : periods(arguments)) {
                BigDecimal start = member(period, arguments, 1);
                if (before == null ? start.signum() != 0 : start.compareTo(before) <= 0) {
                  throw new BadValueException(
                      before == null
                          ? "stands in a schedule whose first period begins at " + start
                          : "stands in a schedule with " + start + " behind " + before);
                }
                before = start;
              }
              return value;
            });
  }

  private static JsonNode periods(List<@Nullable JsonNode> arguments) throws BadValueException {
    JsonNode periods = arguments.get(0);
    if (periods == null) {
      throw new BadValueException("cannot be compared: the schedule is missing");
    }
    if (periods.size() > MOST_PERIODS) {
      throw new BadValueException("stands in a schedule of more than " + MOST_PERIODS + " periods");
    }
    return periods;
  }

  private static BigDecimal member(JsonNode period, List<@Nullable JsonNode> arguments, int name)
      throws BadValueException {
    JsonNode named = arguments.get(name);
    JsonNode value = named == null ? null : period.get(named.asText());
    if (value == null) {
      throw new BadValueException("stands in a schedule with a period that says not when it is");
    }
    return Numbers.of(value);
  }
}

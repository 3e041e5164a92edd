package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code reversedRank}: from ranks of which the higher wins to ranks of which the lower wins, and
 * back (signs-and-units, 3, no. 15).
 */
final class RankFunction {
  private RankFunction() {}

  static MappingFunction reversedRank() {
    return MappingFunction.named("reversedRank")
        .takes(ElementType.INTEGER)
        .gives(ElementType.INTEGER)
        .parameter("highest rank", ElementType.INTEGER)
        .undoneBy("reversedRank")
        .as(RankFunction::reversed);
  }

  private static JsonNode reversed(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode given = arguments.get(0);
    if (given == null) {
      throw new BadValueException("cannot be reversed: the highest rank is missing");
    }
    BigDecimal highest = Numbers.of(given);
    BigDecimal rank = Numbers.of(value);
    if (rank.signum() < 0 || rank.compareTo(highest) > 0) {
      throw new BadValueException(
          "the rank " + rank.toPlainString() + " is not among 0 to " + highest.toPlainString());
    }
    return Numbers.integer(highest.subtract(rank));
  }
}

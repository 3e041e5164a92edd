package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions between electric quantities. Signs pass through: positive = charging on both sides. */
final class ElectricFunctions {
  private static final BigDecimal MILLIS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000);

  private ElectricFunctions() {}

  static List<MappingFunction> all() {
    return List.of(
        MappingFunction.named("wattsToAmperes")
            .takes(ElementType.NUMBER, "W")
            .gives(ElementType.NUMBER, "A")
            .parameter("voltage", ElementType.NUMBER, "V")
            .parameter("phases", ElementType.NUMBER)
            .undoneBy("amperesToWatts")
            .as((watts, arguments) -> amperes(watts, voltsTimesPhases(arguments))),
        MappingFunction.named("amperesToWatts")
            .takes(ElementType.NUMBER, "A")
            .gives(ElementType.NUMBER, "W")
            .parameter("voltage", ElementType.NUMBER, "V")
            .parameter("phases", ElementType.NUMBER)
            .undoneBy("wattsToAmperes")
            .as((amperes, arguments) -> watts(amperes, voltsTimesPhases(arguments))),
        MappingFunction.named("varsToAmperes")
            .takes(ElementType.NUMBER, "var")
            .gives(ElementType.NUMBER, "A")
            .parameter("voltage", ElementType.NUMBER, "V")
            .parameter("phases", ElementType.NUMBER)
            .undoneBy("amperesToVars")
            .as((vars, arguments) -> reactive(vars, voltsTimesPhases(arguments))),
        MappingFunction.named("amperesToVars")
            .takes(ElementType.NUMBER, "A")
            .gives(ElementType.NUMBER, "var")
            .parameter("voltage", ElementType.NUMBER, "V")
            .parameter("phases", ElementType.NUMBER)
            .undoneBy("varsToAmperes")
            .as((amperes, arguments) -> watts(amperes, voltsTimesPhases(arguments))),
        MappingFunction.named("wattsToAmperesMeasured")
            .takes(ElementType.NUMBER, "W")
            .gives(ElementType.NUMBER, "A")
            .parameter("voltage of each phase in use", ElementType.NUMBER, "V")
            .upTo(3)
            .undoneBy("amperesToWattsMeasured")
            .as((watts, arguments) -> amperes(watts, sumOfVolts(arguments))),
        MappingFunction.named("amperesToWattsMeasured")
            .takes(ElementType.NUMBER, "A")
            .gives(ElementType.NUMBER, "W")
            .parameter("voltage of each phase in use", ElementType.NUMBER, "V")
            .upTo(3)
            .undoneBy("wattsToAmperesMeasured")
            .as((amperes, arguments) -> watts(amperes, sumOfVolts(arguments))),
        MappingFunction.named("phaseSum")
            .takes(ElementType.NUMBER)
            .gives(ElementType.NUMBER)
            .parameter("other phase", ElementType.NUMBER)
            .upTo(2)
            .as(ElectricFunctions::phaseSum),
        MappingFunction.named("energyToPower")
            .takes(ElementType.NUMBER, "Wh")
            .gives(ElementType.NUMBER, "W")
            .parameter("earlier reading", ElementType.NUMBER, "Wh")
            .parameter("earlier time", ElementType.STRING)
            .parameter("time", ElementType.STRING)
            .as(ElectricFunctions::energyToPower),
        DroopFunction.droopToCurve(),
        RisingFunction.rising(),
        PeriodFunctions.follows(),
        PeriodFunctions.inOrder());
  }

  /**
   * {@code I = P / (U * n)}, cut off towards zero: no limit and no setpoint grows (ocpp.md 6.1).
   */
  private static JsonNode amperes(JsonNode watts, BigDecimal volts) throws BadValueException {
    return Numbers.number(Numbers.of(watts).divide(volts, 6, RoundingMode.DOWN));
  }

  /** Either sign is a service, so what is cut off makes it smaller. */
  private static JsonNode reactive(JsonNode vars, BigDecimal volts) throws BadValueException {
    return Numbers.number(Numbers.of(vars).divide(volts, 6, RoundingMode.DOWN));
  }

  private static JsonNode watts(JsonNode amperes, BigDecimal volts) throws BadValueException {
    return Numbers.number(Numbers.of(amperes).multiply(volts));
  }

  private static BigDecimal voltsTimesPhases(List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal volts = argument(arguments, 0, "the voltage");
    BigDecimal phases = argument(arguments, 1, "the number of phases");
    positive(volts);
    if (phases.compareTo(BigDecimal.ONE) < 0 || phases.compareTo(BigDecimal.valueOf(3)) > 0) {
      throw new BadValueException("cannot be converted with " + phases + " phases");
    }
    return volts.multiply(phases);
  }

  /** A phase without a voltage is not in use: a placeholder of zero is not counted as a phase. */
  private static BigDecimal sumOfVolts(List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode voltage : arguments) {
      BigDecimal volts = voltage == null ? BigDecimal.ZERO : Numbers.of(voltage);
      if (volts.signum() < 0) {
        positive(volts);
      }
      sum = sum.add(volts);
    }
    if (sum.signum() == 0) {
      throw new BadValueException("cannot be converted: no phase has a voltage");
    }
    return sum;
  }

  private static void positive(BigDecimal volts) throws BadValueException {
    if (volts.signum() <= 0) {
      throw new BadValueException("cannot be converted with a voltage of " + volts + " V");
    }
  }

  /** The number at the place of the arguments, which must be there. */
  static BigDecimal argument(List<@Nullable JsonNode> arguments, int index, String name)
      throws BadValueException {
    JsonNode given = arguments.get(index);
    if (given == null) {
      throw new BadValueException("cannot be converted: " + name + " is missing");
    }
    return Numbers.of(given);
  }

  private static JsonNode phaseSum(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal sum = Numbers.of(value);
    for (JsonNode other : arguments) {
      sum = other == null ? sum : sum.add(Numbers.of(other));
    }
    return Numbers.number(sum);
  }

  /** Mean power between two readings of one register; to a milliwatt, towards zero. */
  private static JsonNode energyToPower(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    BigDecimal difference =
        Numbers.of(value).subtract(argument(arguments, 0, "the earlier reading"));
    JsonNode from = arguments.get(1);
    JsonNode until = arguments.get(2);
    if (from == null || until == null) {
      throw new BadValueException("cannot be converted: a time of the readings is missing");
    }
    if (difference.signum() < 0) {
      throw new BadValueException("is less than the reading before: the register began anew");
    }
    Duration time = Duration.between(TextFunctions.instant(from), TextFunctions.instant(until));
    BigDecimal millis = BigDecimal.valueOf(time.toMillis());
    if (millis.signum() <= 0) {
      throw new BadValueException("was read no later than the reading before");
    }
    return Numbers.number(
        difference.multiply(MILLIS_OF_AN_HOUR).divide(millis, 3, RoundingMode.DOWN));
  }
}

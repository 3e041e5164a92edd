package dev.sluice.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** What a station's meter shows, as the array {@code meterValue} of its version. */
final class MeterReading {
  private MeterReading() {}

  static ArrayNode of(
      Subprotocol protocol, MeterHabit habit, Evse evse, String context, Instant now) {
    ArrayNode values = Rpc.JSON.createArrayNode();
    ObjectNode value = values.addObject().put("timestamp", Rpc.time(now));
    ArrayNode samples = value.putArray("sampledValue");
    String unit = habit.kilowatts() ? "kW" : "W";
    double scale = habit.kilowatts() ? 1000 : 1;
    int phases = habit.perPhase() ? evse.phasesInUse() : 1;
    for (int phase = 1; phase <= phases; phase++) {
      ObjectNode sample =
          sample(protocol, samples, "Power.Active.Import", evse.powerW() / phases / scale, unit);
      sample.put("context", context);
      if (habit.perPhase()) {
        sample.put("phase", "L" + phase);
      }
    }
    sample(protocol, samples, "Energy.Active.Import.Register", evse.energyWh, "Wh")
        .put("context", context);
    return values;
  }

  /** The energy register, whole Wh. */
  static long wattHours(Evse evse) {
    return Math.round(evse.energyWh);
  }

  private static ObjectNode sample(
      Subprotocol protocol, ArrayNode samples, String measurand, double value, String unit) {
    BigDecimal number = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    ObjectNode sample = samples.addObject().put("measurand", measurand);
    if (protocol.isV16()) {
      sample.put("value", number.toPlainString()).put("unit", unit);
    } else {
      sample.put("value", number).putObject("unitOfMeasure").put("unit", unit);
    }
    return sample;
  }
}

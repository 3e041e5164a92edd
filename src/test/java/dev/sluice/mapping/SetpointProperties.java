package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

/** What rounding and conversion may never do to setpoints, their limits and their curves. */
class SetpointProperties {
  private static final MappingTable UPDATE = shipped("ocpp-2.1/UpdateDynamicSchedule");
  private static final MappingTable FREQUENCY = shipped("ocpp-2.1/SetChargingProfile-Frequency");

  private static MappingTable shipped(String id) {
    return ShippedTablesTest.LOADED.tables().find(id).orElseThrow();
  }

  private static JsonNode down(MappingTable table, JsonNode document) {
    return table.apply(MappingDirection.DOWN, document).result();
  }

  private static ObjectNode command(String unit, BigDecimal voltage, int phases) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("profileId", 7001)
        .put("rateUnit", unit)
        .put("voltageV", voltage)
        .put("phases", phases);
  }

  @Property
  void aSetpointStaysWithinItsLimitsAndGrowsInNeitherDirection(
      @ForAll @BigRange(min = "0", max = "50000") @Scale(2) BigDecimal limit,
      @ForAll @BigRange(min = "-50000", max = "0") @Scale(2) BigDecimal discharge,
      @ForAll @BigRange(min = "0", max = "1") @Scale(4) BigDecimal share,
      @ForAll @BigRange(min = "90", max = "500") @Scale(1) BigDecimal voltage,
      @ForAll @IntRange(min = 1, max = 3) int phases,
      @ForAll boolean amperes) {
    BigDecimal setpoint = discharge.add(limit.subtract(discharge).multiply(share));
    ObjectNode command =
        command(amperes ? "A" : "W", voltage, phases)
            .put("setpointW", setpoint)
            .put("limitW", limit)
            .put("dischargeLimitW", discharge);
    JsonNode update = down(UPDATE, command).path("scheduleUpdate");
    BigDecimal sent = update.path("setpoint").decimalValue();
    assertThat(sent).isLessThanOrEqualTo(update.path("limit").decimalValue());
    assertThat(sent).isGreaterThanOrEqualTo(update.path("dischargeLimit").decimalValue());
    BigDecimal wattsOfOne = amperes ? voltage.multiply(BigDecimal.valueOf(phases)) : BigDecimal.ONE;
    assertThat(sent.multiply(wattsOfOne).abs()).isLessThanOrEqualTo(setpoint.abs());
    assertThat(update.path("limit").decimalValue().multiply(wattsOfOne)).isLessThanOrEqualTo(limit);
    assertThat(update.path("dischargeLimit").decimalValue().multiply(wattsOfOne))
        .isGreaterThanOrEqualTo(discharge);
  }

  @Property
  void theLimitsOfThePhasesNeverAllowMoreThanEachPhase(
      @ForAll @Size(3) List<@BigRange(min = "0", max = "20000") @Scale(3) BigDecimal> watts,
      @ForAll @BigRange(min = "90", max = "500") @Scale(1) BigDecimal voltage) {
    ObjectNode command = command("A", voltage, 3);
    ObjectNode byPhase = command.putObject("limitByPhase");
    for (int phase = 1; phase <= 3; phase++) {
      byPhase.put("l" + phase + "W", watts.get(phase - 1));
    }
    JsonNode update = down(UPDATE, command).path("scheduleUpdate");
    List<String> fields = List.of("limit", "limit_L2", "limit_L3");
    for (int phase = 0; phase < 3; phase++) {
      BigDecimal sent = update.path(fields.get(phase)).decimalValue();
      assertThat(sent.multiply(voltage)).isLessThanOrEqualTo(watts.get(phase));
    }
  }

  @Property
  void aFrequencyCurveGoesThroughIfAndOnlyIfItNeverFalls(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -3, max = 3) Integer> powers,
      @ForAll boolean backwards) {
    ObjectNode command =
        command("W", BigDecimal.valueOf(230), 3)
            .put("evseId", 1)
            .put("priority", 1)
            .put("baselineW", 0)
            .put("validFrom", "2026-03-01T10:00:00Z")
            .put("validUntil", "2026-03-01T12:00:00Z")
            .put("durationS", 7200);
    ArrayNode points = command.putArray("frequencyWatt");
    boolean rises = true;
    for (int i = 0; i < powers.size(); i++) {
      rises &= i == 0 || powers.get(i) >= powers.get(i - 1);
      ObjectNode point = JsonNodeFactory.instance.objectNode();
      point.put("hz", BigDecimal.valueOf(490 + i, 1)).put("w", powers.get(i) * 1000);
      points.insert(backwards ? 0 : i, point);
    }
    if (rises) {
      assertThat(down(FREQUENCY, command).findValue("v2xFreqWattCurve")).hasSize(powers.size());
    } else {
      assertThatThrownBy(() -> down(FREQUENCY, command))
          .isInstanceOf(MappingException.class)
          .hasMessageContaining("falls");
    }
  }
}

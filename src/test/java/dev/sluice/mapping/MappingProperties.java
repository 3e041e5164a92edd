package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;

class MappingProperties {
  private static final MappingTable TWO_WAY =
      TableLoader.load(Path.of("src/test/resources/mapping/two-way"), ShippedTablesTest.PROTOCOLS)
          .tables()
          .find("ocpp-2.1/Everything")
          .orElseThrow();

  private static MappingTable shipped(String id) {
    return ShippedTablesTest.LOADED.tables().find(id).orElseThrow();
  }

  private static JsonNode down(MappingTable table, JsonNode document) {
    return table.apply(MappingDirection.DOWN, document).result();
  }

  private static JsonNode up(MappingTable table, JsonNode message) {
    return table.apply(MappingDirection.UP, message).result();
  }

  @Property
  void aLimitInAmpereNeverAllowsMoreWattThanTheCommand(
      @ForAll @IntRange(max = 1_000_000) int limitW,
      @ForAll @IntRange(min = 1, max = 3) int phases,
      @ForAll @BigRange(min = "90", max = "500") @Scale(3) BigDecimal voltage) {
    ObjectNode command = command(limitW, phases, "A").put("voltageV", voltage);
    for (String folder : new String[] {"ocpp-1.6", "ocpp-2.0.1", "ocpp-2.1"}) {
      BigDecimal amperes = limit(down(shipped(folder + "/SetChargingProfile"), command));
      BigDecimal perAmpere = voltage.multiply(BigDecimal.valueOf(phases));
      assertThat(amperes.multiply(perAmpere)).isLessThanOrEqualTo(BigDecimal.valueOf(limitW));
      BigDecimal oneStepMore = amperes.add(new BigDecimal("0.1001"));
      assertThat(oneStepMore.multiply(perAmpere)).isGreaterThan(BigDecimal.valueOf(limitW));
      assertThat(amperes.setScale(1, RoundingMode.UNNECESSARY)).isNotNegative();
    }
  }

  @Property
  void aLimitInWattArrivesAsItIs(@ForAll @IntRange(min = 0) int limitW) {
    for (String folder : new String[] {"ocpp-1.6", "ocpp-2.0.1", "ocpp-2.1"}) {
      JsonNode message = down(shipped(folder + "/SetChargingProfile"), command(limitW, 3, "W"));
      assertThat(limit(message)).isEqualByComparingTo(BigDecimal.valueOf(limitW));
    }
  }

  private static BigDecimal limit(JsonNode message) {
    return message.findValue("limit").decimalValue();
  }

  private static ObjectNode command(int limitW, int phases, String rateUnit) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("limitW", limitW)
        .put("phases", phases)
        .put("voltageV", 230)
        .put("rateUnit", rateUnit)
        .put("validFrom", "2026-03-01T10:00:00Z")
        .put("validUntil", "2026-03-01T10:05:00Z")
        .put("durationS", 300)
        .put("profileId", 7001);
  }

  @Property
  void aClearedProfileSurvivesTheWayDownAndUp(@ForAll @IntRange(min = 0) int profileId) {
    for (String folder : new String[] {"ocpp-1.6", "ocpp-2.0.1", "ocpp-2.1"}) {
      MappingTable table = shipped(folder + "/ClearChargingProfile");
      JsonNode message =
          down(table, JsonNodeFactory.instance.objectNode().put("profileId", profileId));
      assertThat(down(table, up(table, message))).isEqualTo(message);
    }
  }

  @Property
  void aBootNotificationSurvivesTheWayUpAndDown(
      @ForAll @StringLength(max = 20) String vendor, @ForAll @StringLength(max = 20) String model) {
    MappingTable table = shipped("ocpp-1.6/BootNotification");
    JsonNode message =
        JsonNodeFactory.instance
            .objectNode()
            .put("chargePointVendor", vendor)
            .put("chargePointModel", model);
    assertThat(down(table, up(table, message))).isEqualTo(message);
  }

  @Property
  void everyKindOfTwoWayRowSurvivesTheWayUpAndDownWithinItsPrecision(
      @ForAll @IntRange(min = 0) int limitW,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(max = 999) int millisecond,
      @ForAll @IntRange(min = 0, max = 1_000_000) int hours,
      @ForAll boolean ampere) {
    Instant from = Instant.ofEpochSecond(second).plusMillis(millisecond);
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("limitW", limitW)
            .put("validFrom", from.toString())
            .put("durationS", hours)
            .put("rateUnit", ampere ? "A" : "W")
            .put("profileId", 5);
    JsonNode message = down(TWO_WAY, document);
    JsonNode back = up(TWO_WAY, message);
    assertThat(back.path("limitW").intValue()).isEqualTo(limitW);
    assertThat(back.path("durationS").intValue()).isEqualTo(hours);
    assertThat(back.path("rateUnit").asText()).isEqualTo(ampere ? "A" : "W");
    assertThat(Instant.parse(back.path("validFrom").asText()))
        .isEqualTo(from.truncatedTo(ChronoUnit.SECONDS));
    assertThat(down(TWO_WAY, back)).isEqualTo(message);
  }
}

package dev.sluice.flexibility.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.flexibility.Observation;
import dev.sluice.flexibility.PowerSample;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the Observation document that the mapping tables make of a station's message. */
final class ObservationDocument {
  /** Longer than any vendor, model or transaction id that OCPP allows. */
  private static final int LONGEST = 100;

  private ObservationDocument() {}

  /**
   * One observation for each instant at which power was sampled, in the order of time; the first
   * carries everything else.
   *
   * @throws IllegalArgumentException when a member has the wrong type
   */
  static List<Observation> read(String stationId, JsonNode document) {
    Map<Instant, List<PowerSample>> byTime = new TreeMap<>(Comparator.naturalOrder());
    List<PowerSample> timeless = new ArrayList<>();
    for (JsonNode sample : document.path("power")) {
      if (!sample.path("w").isNumber()) {
        throw wrong("power", "a list of {\"at\",\"phase\",\"w\"} with a number as w");
      }
      PowerSample power = new PowerSample(text(sample, "phase"), sample.path("w").doubleValue());
      Instant at = time(sample);
      if (at == null) {
        timeless.add(power);
      } else {
        byTime.computeIfAbsent(at, unused -> new ArrayList<>()).add(power);
      }
    }
    List<Observation> seen = new ArrayList<>();
    Integer evseId = number(document, "evseId");
    String transaction = text(document, "transactionId");
    Observation rest =
        new Observation(
            stationId,
            text(document, "vendor"),
            text(document, "model"),
            evseId,
            number(document, "connectorId"),
            transaction,
            flag(document),
            byTime.isEmpty() ? timeless : List.of(),
            null,
            number(document, "evses"),
            rateUnit(document));
    byTime.forEach(
        (at, samples) ->
            seen.add(
                seen.isEmpty()
                    ? new Observation(
                        stationId,
                        rest.vendor(),
                        rest.model(),
                        evseId,
                        rest.connectorId(),
                        transaction,
                        rest.charging(),
                        samples,
                        at,
                        rest.evses(),
                        rest.rateUnit())
                    : new Observation(
                        stationId,
                        null,
                        null,
                        evseId,
                        transaction,
                        null,
                        samples,
                        at,
                        null,
                        null)));
    return seen.isEmpty() ? List.of(rest) : seen;
  }

  private static @Nullable String text(JsonNode document, String member) {
    JsonNode value = document.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(member, "a text");
    }
    String text = value.textValue();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static @Nullable Integer number(JsonNode document, String member) {
    JsonNode value = document.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw wrong(member, "a whole number from 0");
    }
    return value.intValue();
  }

  private static @Nullable Boolean flag(JsonNode document) {
    JsonNode value = document.path("charging");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong("charging", "true or false");
    }
    return value.booleanValue();
  }

  private static @Nullable String rateUnit(JsonNode document) {
    String unit = text(document, "rateUnit");
    if (unit != null && !unit.equals("A") && !unit.equals("W")) {
      throw wrong("rateUnit", "A or W");
    }
    return unit;
  }

  private static @Nullable Instant time(JsonNode sample) {
    String text = text(sample, "at");
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw wrong("power/at", "a time as 2026-01-31T12:00:00Z");
    }
  }

  private static IllegalArgumentException wrong(String member, String instead) {
    return new IllegalArgumentException(
        "member " + member + " of the Observation document must be " + instead);
  }
}

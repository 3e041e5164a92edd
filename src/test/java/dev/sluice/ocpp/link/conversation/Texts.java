package dev.sluice.ocpp.link.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The frames of a conversation. {@code ${x}} in a frame that is received stands for a UUID and
 * keeps it; in one that is sent it is what was kept. {@code ${call x}} is the whole frame of the
 * injected call x.
 */
final class Texts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
  private static final Pattern CALL = Pattern.compile("\\$\\{call ([^}]+)}");
  private static final String UUID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

  /** A call of the gateway's own. */
  record Own(String name, String action, JsonNode payload) {}

  private final Subprotocol version;
  private final Map<String, String> known = new HashMap<>();
  private final Map<String, Own> calls = new HashMap<>();

  Texts(Subprotocol version) {
    this.version = version;
  }

  /**
   * The call that a step asks for: a name alone is a read, {@code limit} a station maximum in A,
   * else action and payload.
   */
  Own own(JsonNode with) {
    Own own;
    try {
      if (with.isTextual()) {
        own = read(with.asText());
      } else if (with.has("limit")) {
        own = limit(with.path("name").asText(), with.path("limit").asInt());
      } else if (with.has("action")) {
        JsonNode payload = with.path("payload");
        own =
            new Own(
                with.path("name").asText(),
                with.path("action").asText(),
                payload.isTextual() ? JSON.readTree(payload.asText()) : payload);
      } else {
        own = read(with.path("name").asText());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    calls.put(own.name(), own);
    return own;
  }

  private Own read(String name) throws JsonProcessingException {
    return version.isV16()
        ? new Own(name, "GetConfiguration", JSON.readTree("{\"key\":[\"" + name + "\"]}"))
        : new Own(
            name,
            "GetVariables",
            JSON.readTree(
                "{\"getVariableData\":[{\"component\":{\"name\":\"Any\"},\"variable\":{\"name\":\""
                    + name
                    + "\"}}]}"));
  }

  private Own limit(String name, int amperes) throws JsonProcessingException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String schedule =
        "{%s\"duration\":300,\"startSchedule\":\"%s\",\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":%d}]}"
            .formatted(version.isV16() ? "" : "\"id\":1,", now, amperes);
    String common =
        "\"stackLevel\":0,\"chargingProfileKind\":\"Absolute\",\"validFrom\":\"%s\",\"validTo\":\"%s\","
            .formatted(now, now.plusSeconds(300));
    String text =
        version.isV16()
            ? "{\"connectorId\":0,\"csChargingProfiles\":{\"chargingProfileId\":1900000000,\"chargingProfilePurpose\":\"ChargePointMaxProfile\","
                + common
                + "\"chargingSchedule\":"
                + schedule
                + "}}"
            : "{\"evseId\":0,\"chargingProfile\":{\"id\":1900000000,\"chargingProfilePurpose\":\"ChargingStationMaxProfile\","
                + common
                + "\"chargingSchedule\":["
                + schedule
                + "]}}";
    return new Own(name, "SetChargingProfile", JSON.readTree(text));
  }

  /** A text with everything in it replaced by what is known. */
  String said(String text) {
    return VARIABLE
        .matcher(expanded(text))
        .replaceAll(
            found -> {
              String value = known.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException("nobody has seen ${" + found.group(1) + "}");
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private String expanded(String text) {
    return CALL.matcher(text)
        .replaceAll(
            found -> {
              Own own = calls.get(found.group(1));
              if (own == null) {
                throw new IllegalArgumentException("no such call: " + found.group(1));
              }
              return Matcher.quoteReplacement(
                  "[2,\"${" + own.name() + "}\",\"" + own.action() + "\"," + own.payload() + "]");
            });
  }

  /** What arrived is exactly what is wanted; new names are kept. */
  void match(String wanted, String text) {
    String all = expanded(wanted);
    Matcher variables = VARIABLE.matcher(all);
    StringBuilder pattern = new StringBuilder();
    Map<String, Integer> fresh = new HashMap<>();
    int at = 0;
    while (variables.find()) {
      pattern.append(Pattern.quote(all.substring(at, variables.start())));
      String value = known.get(variables.group(1));
      if (value == null) {
        fresh.put(variables.group(1), fresh.size() + 1);
        pattern.append(UUID);
      } else {
        pattern.append(Pattern.quote(value));
      }
      at = variables.end();
    }
    pattern.append(Pattern.quote(all.substring(at)));
    Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(text);
    assertThat(matcher.matches()).as("wanted %s%n   got %s", all, text).isTrue();
    fresh.forEach((name, group) -> known.put(name, matcher.group(group)));
  }
}

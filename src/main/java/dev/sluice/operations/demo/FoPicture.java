package dev.sluice.operations.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an FO sees of its stations: rows made of the port's answers {@code /stations} and {@code
 * /fsrs/{id}/participations}.
 */
final class FoPicture {
  private FoPicture() {}

  /** The stations that the port lists, in order; only those that the gateway may control. */
  static List<String> controllable(JsonNode stations) {
    List<String> ids = new ArrayList<>();
    for (JsonNode station : list(stations, "stations")) {
      if (station.path("controllable").asBoolean()) {
        ids.add(station.path("stationId").asText());
      }
    }
    ids.sort(Comparator.naturalOrder());
    return ids;
  }

  /**
   * One row for each station of the group.
   *
   * @param participations of the running services, the one that decides the part's word last
   */
  static List<StationRow> rows(
      List<String> group, JsonNode stations, List<JsonNode> participations) {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    list(stations, "stations").forEach(s -> known.put(s.path("stationId").asText(), s));
    List<StationRow> rows = new ArrayList<>();
    for (String id : group) {
      JsonNode station = known.get(id);
      rows.add(
          row(
              id,
              station == null ? MissingNode.getInstance() : station,
              parts(id, participations)));
    }
    return rows;
  }

  private static List<JsonNode> parts(String station, List<JsonNode> participations) {
    List<JsonNode> parts = new ArrayList<>();
    for (JsonNode service : participations) {
      for (JsonNode part : list(service, "participations")) {
        if (part.path("station").asText().equals(station)) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  private static StationRow row(String id, JsonNode station, List<JsonNode> parts) {
    String word = station.path("connected").asBoolean() ? "" : "away";
    double promised = Double.NaN;
    double confirmed = Double.NaN;
    for (JsonNode part : parts) {
      String state = part.path("state").asText();
      boolean tighter = false;
      if (part.path("confirmedW").isNumber()) {
        double share = part.path("confirmedW").asDouble();
        tighter = !(confirmed <= share);
        confirmed = least(confirmed, share);
      }
      if (promised(state)) {
        promised = least(promised, part.path("allocatedW").asDouble());
      }
      // A service that another one already delivers stays armed: its state says less.
      if (tighter || Double.isNaN(confirmed)) {
        word = word(state);
      }
    }
    boolean met = !Double.isNaN(confirmed) && !(confirmed > promised + 1);
    double limit = met || Double.isNaN(promised) ? confirmed : promised;
    double rated = 0;
    for (JsonNode evse : station.path("evses")) {
      rated += evse.path("ratedW").asDouble();
    }
    return new StationRow(
        id,
        station.path("protocol").asText("").replace("ocpp", ""),
        word,
        met,
        limit,
        powerW(station),
        Math.max(1, rated));
  }

  private static double least(double sofar, double next) {
    return Double.isNaN(sofar) ? next : Math.min(sofar, next);
  }

  /** Whether a limit is on its way to the station. */
  private static boolean promised(String state) {
    return state.equals("INVITED")
        || state.equals("ARMED")
        || state.equals("DELIVERING")
        || state.equals("LIMITED");
  }

  private static double powerW(JsonNode station) {
    if (station.path("powerW").isNumber()) {
      return station.path("powerW").asDouble();
    }
    double sum = 0;
    boolean any = false;
    for (JsonNode evse : station.path("evses")) {
      any |= evse.path("powerW").isNumber();
      sum += evse.path("powerW").asDouble();
    }
    return any ? sum : Double.NaN;
  }

  private static String word(String state) {
    return switch (state) {
      case "UNREACHABLE" -> "away";
      case "NOT_ELIGIBLE" -> "not able";
      case "DONE" -> "released";
      default -> state.toLowerCase(Locale.ROOT);
    };
  }

  /** The sum of what is known. */
  static double totalW(List<StationRow> rows) {
    return rows.stream()
        .mapToDouble(StationRow::measuredW)
        .filter(power -> !Double.isNaN(power))
        .sum();
  }

  private static JsonNode list(JsonNode answer, String member) {
    return answer.isArray() ? answer : answer.path(member);
  }
}

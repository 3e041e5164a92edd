package dev.sluice.fcsbe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.Fsr.ServiceClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an FSR (M08, fo-interface 4.6) as an FO sent it. Power is for the whole target in W,
 * charging direction, at least 0: discharge is not served and refused here.
 */
public final class FsrReader {
  /** Most stations that one document may name. */
  static final int MAX_STATIONS = 5_000;

  /** Largest power in W: more than any site has. */
  static final long MAX_POWER_W = 1_000_000_000L;

  private static final Duration MAX_WINDOW = Duration.ofDays(31);
  private static final long MAX_PERIOD_MS = 3_600_000L;

  private enum Mode {
    ABSOLUTE
  }

  private enum Point {
    GROUP
  }

  private FsrReader() {}

  /**
   * @param foId the FO, from its certificate
   * @param fsrId the id in the path
   * @throws ProblemException {@code malformed}, {@code too-large}, {@code schema-violation} or
   *     {@code semantic-violation}, with all violations
   */
  public static FsrDocument read(String foId, String fsrId, byte[] body) {
    ObjectNode document = JsonDocument.object(body);
    List<Violation> violations = new ArrayList<>();
    List<Violation> contradictions = new ArrayList<>();
    Members members = new Members(document, "", violations);
    String named = members.text("fsrId", false, Names.CHOSEN, Names.ID_RULE);
    if (named != null && !named.equals(fsrId)) {
      members.wrong("fsrId", "must equal the id in the path, " + fsrId);
    }
    Long revision = members.integer("revision", false, 1, Integer.MAX_VALUE);
    ServiceClass serviceClass = members.choice("class", ServiceClass.class);
    Target target = Target.read(members.object("target", true));
    Members window = members.object("window", true);
    Instant start = window == null ? null : window.instant("start");
    Instant end = window == null ? null : window.instant("end");
    if (window != null) {
      window.nothingElse();
    }
    if (start != null && end != null) {
      window(start, end, contradictions);
    }
    Boolean partial = members.flag("partialAccepted", false);
    Power power = parameters(serviceClass, members);
    annotations(members);
    members.nothingElse();
    refuse(violations, contradictions);
    if (serviceClass == null || start == null || end == null) {
      throw new IllegalStateException("a missing member was not noted");
    }
    document.remove("fsrId");
    return new FsrDocument(
        new Fsr(
            foId,
            fsrId,
            revision == null ? 1 : revision.intValue(),
            serviceClass,
            target.groupId(),
            target.stations(),
            start,
            end,
            power.w(),
            power.staleAfterMs(),
            Boolean.TRUE.equals(partial)),
        ContentHash.of(document));
  }

  private record Power(@Nullable Long w, @Nullable Long staleAfterMs) {}

  private record Target(@Nullable String groupId, List<String> stations) {
    static Target read(@Nullable Members target) {
      if (target == null) {
        return new Target(null, List.of());
      }
      if (target.has("group") && target.has("stations")) {
        target.wrong("stations", "is there beside group; name one of them");
      }
      boolean listed = target.has("stations");
      String group = target.text("group", !listed, Names.CHOSEN, Names.ID_RULE);
      List<String> stations =
          listed
              ? target.texts("stations", MAX_STATIONS, Names.STATION, Names.STATION_RULE)
              : List.of();
      target.nothingElse();
      return new Target(group, stations);
    }
  }

  private static void window(Instant start, Instant end, List<Violation> contradictions) {
    if (!end.isAfter(start)) {
      contradictions.add(new Violation("/window/end", "must be after window.start"));
    } else if (Duration.between(start, end).compareTo(MAX_WINDOW) > 0) {
      contradictions.add(
          new Violation(
              "/window/end", "must be at most " + MAX_WINDOW.toDays() + " days after start"));
    }
  }

  private static Power parameters(@Nullable ServiceClass serviceClass, Members members) {
    if (serviceClass == null) {
      members.object("parameters", false);
      return new Power(null, null);
    }
    if (serviceClass == ServiceClass.RELEASE) {
      if (members.has("parameters")) {
        members.wrong("parameters", "must be absent: a RELEASE has none");
      }
      members.object("parameters", false);
      return new Power(null, null);
    }
    Members parameters = members.object("parameters", true);
    if (parameters == null) {
      return new Power(null, null);
    }
    Power power =
        serviceClass == ServiceClass.ENVELOPE
            ? new Power(parameters.integer("pMax", true, 0, MAX_POWER_W), null)
            : setpoint(parameters);
    parameters.nothingElse();
    return power;
  }

  private static Power setpoint(Members parameters) {
    parameters.choice("mode", Mode.class);
    Members stream = parameters.object("stream", false);
    Long value = parameters.integer("value", stream == null, 0, MAX_POWER_W);
    if (stream == null) {
      return new Power(value, null);
    }
    Long period = stream.integer("expectedPeriodMs", false, 100, MAX_PERIOD_MS);
    Long stale = stream.integer("staleAfterMs", true, 100, MAX_PERIOD_MS);
    if (period != null && stale != null && stale < period) {
      stream.wrong("staleAfterMs", "must be at least expectedPeriodMs, " + period);
    }
    stream.nothingElse();
    return new Power(value, stale);
  }

  /** Members that are kept with the content but change nothing yet. */
  private static void annotations(Members members) {
    members.text("fscId", false, Names.CHOSEN, Names.ID_RULE);
    members.integer("priority", false, 0, 9);
    members.flag("test", false);
    if (members.has("point")) {
      members.choice("point", Point.class);
    }
    Boolean mandatory = members.flag("mandatory", false);
    if (Boolean.TRUE.equals(mandatory)) {
      members.wrong("mandatory", "must be false: no right to mandatory requests is enrolled");
    }
  }

  private static void refuse(List<Violation> violations, List<Violation> contradictions) {
    ProblemCode code =
        violations.isEmpty() ? ProblemCode.SEMANTIC_VIOLATION : ProblemCode.SCHEMA_VIOLATION;
    violations.addAll(contradictions);
    Violations.refuse(code, violations);
  }
}

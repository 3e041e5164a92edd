package dev.sluice.flexibility.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.flexibility.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A command as the mapping tables read it. */
final class CommandDocument {
  private CommandDocument() {}

  /**
   * Times in whole seconds, as OCPP's schedules have them: the end is never later than the
   * command's.
   *
   * @param rateUnit unit of limits that the station accepts, {@code A} or {@code W}
   */
  static JsonNode of(Command command, String rateUnit) {
    Instant from = command.validFrom().truncatedTo(ChronoUnit.SECONDS);
    Instant until = command.validUntil().truncatedTo(ChronoUnit.SECONDS);
    return JsonNodeFactory.instance
        .objectNode()
        .put("commandId", command.commandId())
        .put("fsrId", command.fsrId())
        .put("useCase", command.useCase())
        .put("kind", command.kind().name())
        .put("stationId", command.stationId())
        .put("limitW", command.limitW())
        .put("phases", command.phases())
        .put("voltageV", command.voltageV())
        .put("rateUnit", rateUnit)
        .put("validFrom", from.toString())
        .put("validUntil", until.toString())
        .put("durationS", Duration.between(from, until).toSeconds())
        .put("profileId", command.profileId());
  }
}

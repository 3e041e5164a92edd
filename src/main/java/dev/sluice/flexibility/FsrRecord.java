package dev.sluice.flexibility;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one FSR.
 *
 * @param request as the FO sent it
 * @param contentHash hash of the request's content, to tell a repeat from a reuse of the id
 * @param state where it stands
 * @param setpointW the value in force; null before the first streamed setpoint
 * @param setpointSeq sequence number of the value in force, 0 for the request's own
 * @param setpointAt when the value in force was received
 * @param reason why it was rejected or ended early, a problem code; empty otherwise
 * @param participations one for each target station
 * @param updatedAt when this record was last changed
 */
public record FsrRecord(
    Fsr request,
    String contentHash,
    FsrState state,
    @Nullable Long setpointW,
    long setpointSeq,
    Instant setpointAt,
    String reason,
    List<Participation> participations,
    Instant updatedAt) {
  public FsrRecord {
    participations = List.copyOf(participations);
  }
}

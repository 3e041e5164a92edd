package dev.sluice.flexibility;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Copies of records with one thing changed. */
final class Parts {
  private Parts() {}

  static Participation state(Participation part, Participation.State state, String reason) {
    return new Participation(
        part.stationId(),
        state,
        reason,
        part.allocatedW(),
        part.confirmedW(),
        part.installedUntil(),
        part.profileId());
  }

  static Participation share(Participation part, long allocatedW) {
    return new Participation(
        part.stationId(),
        part.state(),
        part.reason(),
        allocatedW,
        part.confirmedW(),
        part.installedUntil(),
        part.profileId());
  }

  static Participation installed(
      Participation part, @Nullable Long confirmedW, @Nullable Instant until) {
    return new Participation(
        part.stationId(),
        part.state(),
        part.reason(),
        part.allocatedW(),
        confirmedW,
        until,
        part.profileId());
  }

  static Optional<Participation> of(FsrRecord fsr, String stationId) {
    return fsr.participations().stream().filter(p -> p.stationId().equals(stationId)).findFirst();
  }

  static FsrRecord state(FsrRecord fsr, FsrState state, String reason, Instant now) {
    return new FsrRecord(
        fsr.request(),
        fsr.contentHash(),
        state,
        fsr.setpointW(),
        fsr.setpointSeq(),
        fsr.setpointAt(),
        reason,
        fsr.participations(),
        now);
  }

  static FsrRecord setpoint(FsrRecord fsr, long seq, long powerW, Instant now) {
    return new FsrRecord(
        fsr.request(),
        fsr.contentHash(),
        fsr.state(),
        powerW,
        seq,
        now,
        fsr.reason(),
        fsr.participations(),
        now);
  }

  /** The record with each participation changed; the same object when nothing changes. */
  static FsrRecord each(FsrRecord fsr, Instant now, UnaryOperator<Participation> change) {
    List<Participation> changed = new ArrayList<>(fsr.participations().size());
    boolean same = true;
    for (Participation part : fsr.participations()) {
      Participation next = change.apply(part);
      same &= next.equals(part);
      changed.add(next);
    }
    return same
        ? fsr
        : new FsrRecord(
            fsr.request(),
            fsr.contentHash(),
            fsr.state(),
            fsr.setpointW(),
            fsr.setpointSeq(),
            fsr.setpointAt(),
            fsr.reason(),
            changed,
            now);
  }

  /** The record with the participation of one station changed. */
  static FsrRecord one(
      FsrRecord fsr, String stationId, Instant now, UnaryOperator<Participation> change) {
    return each(fsr, now, part -> part.stationId().equals(stationId) ? change.apply(part) : part);
  }
}

package dev.sluice.flexibility;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an FO is told of a change. Offsets are given out when the change is saved. */
final class Changes {
  private Changes() {}

  /** Notifications, with offset 0, of what differs; {@code before} is null for a new FSR. */
  static List<Notification> between(@Nullable FsrRecord before, FsrRecord after, Instant now) {
    List<Notification> changes = new ArrayList<>();
    if (before == null
        || before.state() != after.state()
        || before.request().revision() != after.request().revision()) {
      String detail = after.reason().isEmpty() ? "revision " + after.request().revision() : "";
      changes.add(of(after, now, "FSR_STATE", after.state().name(), detail + after.reason()));
    }
    for (int i = 0; i < after.participations().size(); i++) {
      Participation part = after.participations().get(i);
      Participation old = before == null ? null : before.participations().get(i);
      if (old == null || old.state() != part.state() || !old.reason().equals(part.reason())) {
        String detail = part.stationId() + (part.reason().isEmpty() ? "" : " " + part.reason());
        changes.add(of(after, now, "PARTICIPATION", part.state().name(), detail));
      }
    }
    return changes;
  }

  static Notification of(FsrRecord fsr, Instant now, String type, String state, String detail) {
    return new Notification(
        0, fsr.request().foId(), now, type, fsr.request().fsrId(), state, detail);
  }

  static Notification at(long offset, Notification change) {
    return new Notification(
        offset,
        change.foId(),
        change.at(),
        change.type(),
        change.fsrId(),
        change.state(),
        change.detail());
  }
}

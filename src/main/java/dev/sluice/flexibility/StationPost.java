package dev.sluice.flexibility;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a station was told last, over all FSRs. Kept in memory only: after a restart the station is
 * told again.
 *
 * @param command the newest command; null when the station was told nothing
 * @param owner the FSR that the command serves; null when there is no command
 * @param sentAt when it was handed out
 * @param open whether its end is still awaited
 * @param settled whether the station confirmed it
 * @param before the owner's {@code installedUntil} before this command, restored when the station
 *     did not take it; null for none
 * @param attempts commands in a row that failed
 * @param notBefore no repetition of the same value before this
 * @param pausedUntil the station refused; it is left alone until then
 * @param highestW the highest limit, W, that it may have in force: of all that it was told since it
 *     last confirmed one
 */
record StationPost(
    @Nullable Command command,
    @Nullable FsrKey owner,
    Instant sentAt,
    boolean open,
    boolean settled,
    @Nullable Instant before,
    int attempts,
    Instant notBefore,
    Instant pausedUntil,
    long highestW) {
  static final StationPost NONE =
      new StationPost(
          null, null, Instant.EPOCH, false, false, null, 0, Instant.EPOCH, Instant.EPOCH, 0);

  StationPost told(Command newest, FsrKey forOwner, @Nullable Instant installedBefore, Instant at) {
    // Attempts survive a repetition, so that the pauses grow; a confirmation resets them.
    return new StationPost(
        newest,
        forOwner,
        at,
        true,
        false,
        installedBefore,
        attempts,
        Instant.EPOCH,
        pausedUntil,
        Math.max(highestW, newest.limitW()));
  }

  StationPost confirmed() {
    return new StationPost(
        command,
        owner,
        sentAt,
        false,
        true,
        null,
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        command == null ? 0 : command.limitW());
  }

  /** The link is new: what the station may have in force is all that is still known of it. */
  StationPost forgotten() {
    return new StationPost(
        null, null, Instant.EPOCH, false, false, null, 0, Instant.EPOCH, Instant.EPOCH, highestW);
  }

  /** The end is not known, or late: a refusal that still comes restores what was before. */
  StationPost failed(Instant retryAt) {
    return new StationPost(
        command, owner, sentAt, false, false, before, attempts + 1, retryAt, pausedUntil, highestW);
  }

  StationPost paused(Instant until) {
    return new StationPost(
        command, owner, sentAt, false, false, null, attempts + 1, until, until, highestW);
  }
}

package dev.sluice.flexibility;

import java.util.List;
import java.util.Optional;

/**
 * The core as the rooms above see it. All methods are safe to call from any thread and do not wait
 * for stations.
 */
public interface FlexibilityCore {
  /** Whether a request was new, a repeat or a revision. */
  enum Receipt {
    CREATED,
    REPEATED,
    REVISED
  }

  /** What became of a request. */
  record Received(Receipt receipt, FsrRecord fsr) {}

  /**
   * Takes a request. When this returns, it is durable and the response is decided.
   *
   * @throws Refusal when it cannot be taken; nothing was stored then
   */
  Received request(Fsr request, String contentHash);

  /**
   * Takes a streamed setpoint for a running FSR; the newest wins.
   *
   * @param seq strictly increasing for each FSR
   * @param powerW for the whole target, W, at least 0
   * @throws Refusal when the FSR is unknown, ended or not streamed, or {@code seq} is not newer
   *     ({@code stale})
   */
  FsrRecord setpoint(String foId, String fsrId, long seq, long powerW);

  /**
   * Ends a request early. Influence is removed from all stations.
   *
   * @throws Refusal when unknown; ending an ended FSR changes nothing
   */
  FsrRecord cancel(String foId, String fsrId);

  Optional<FsrRecord> find(String foId, String fsrId);

  /** Creates or replaces a group. */
  Group putGroup(String foId, String groupId, List<String> stations);

  /**
   * The same for a change that is based on a version.
   *
   * @param ifVersion the version that the group must have; 0 = it must not be there yet
   * @throws Refusal {@code precondition-failed} when it has another one
   */
  Group putGroup(String foId, String groupId, List<String> stations, long ifVersion);

  Optional<Group> group(String foId, String groupId);

  /** Reports how a command ended; see {@link Commands}. */
  void commandEnded(Command command, CommandResult result);

  /** A station can take calls again, or is gone. */
  void reachabilityChanged(String stationId);

  /** The kill switch: releases everything that any FSR has installed. */
  void releaseAll(String reason);
}

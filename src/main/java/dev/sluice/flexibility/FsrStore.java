package dev.sluice.flexibility;

import java.util.List;
import java.util.Optional;

/**
 * Port: durable state of the core. Each method has committed when it returns, and throws {@link
 * StoreUnavailable} when it can't.
 */
public interface FsrStore {
  /**
   * Inserts or replaces the FSR's record, with its participations, in one transaction together with
   * the notifications.
   */
  void save(FsrRecord fsr, List<Notification> notifications);

  Optional<FsrRecord> find(String foId, String fsrId);

  /** All FSRs that are not in a terminal state. */
  List<FsrRecord> open();

  /**
   * Notifications of an FO with an offset greater than {@code after}, in ascending order, at most
   * {@code limit}.
   */
  List<Notification> notifications(String foId, long after, int limit);

  /** The highest offset given out so far; 0 when there is none. */
  long lastOffset();

  void saveGroup(Group group);

  Optional<Group> findGroup(String foId, String groupId);

  /** The store cannot take or give data now. */
  final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

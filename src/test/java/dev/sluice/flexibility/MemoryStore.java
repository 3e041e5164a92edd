package dev.sluice.flexibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store for tests that can be told to fail. */
final class MemoryStore implements FsrStore {
  final Map<FsrKey, FsrRecord> records = new HashMap<>();
  final List<Notification> log = new ArrayList<>();
  final Map<String, Group> groups = new HashMap<>();
  boolean broken;
  int saves;

  @Override
  public void save(FsrRecord fsr, List<Notification> notifications) {
    check();
    saves++;
    records.put(FsrKey.of(fsr), fsr);
    log.addAll(notifications);
  }

  @Override
  public Optional<FsrRecord> find(String foId, String fsrId) {
    check();
    return Optional.ofNullable(records.get(new FsrKey(foId, fsrId)));
  }

  @Override
  public List<FsrRecord> open() {
    check();
    return records.values().stream().filter(fsr -> !fsr.state().terminal()).toList();
  }

  @Override
  public List<Notification> notifications(String foId, long after, int limit) {
    return log.stream()
        .filter(n -> n.foId().equals(foId) && n.offset() > after)
        .limit(limit)
        .toList();
  }

  @Override
  public long lastOffset() {
    return log.stream().mapToLong(Notification::offset).max().orElse(0);
  }

  @Override
  public void saveGroup(Group group) {
    check();
    groups.put(group.foId() + "/" + group.groupId(), group);
  }

  @Override
  public Optional<Group> findGroup(String foId, String groupId) {
    check();
    return Optional.ofNullable(groups.get(foId + "/" + groupId));
  }

  private void check() {
    if (broken) {
      throw new StoreUnavailable("disk full", new IllegalStateException("disk full"));
    }
  }
}

package dev.sluice.bench.relay;

/**
 * So many calls are always open: a call that is answered makes room for the next, of the station
 * that has waited longest.
 */
final class ClosedLoop implements Load {
  private final int open;
  private boolean stopped;

  ClosedLoop(int open) {
    this.open = open;
  }

  @Override
  public void start(Fleet fleet) {
    for (int i = 0; i < open; i++) {
      free(fleet);
    }
  }

  @Override
  public void free(Fleet fleet) {
    Station next = stopped ? null : fleet.pollFree();
    if (next != null) {
      next.call(System.nanoTime());
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }
}

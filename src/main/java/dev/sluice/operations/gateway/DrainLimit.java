package dev.sluice.operations.gateway;

import java.time.Duration;

/** Ends the process when draining does not: a supervisor waits for it. */
final class DrainLimit {
  private static final int SIGTERM = 143;

  private DrainLimit() {}

  /** From the moment the process is told to end, it has this long. */
  static void install(Duration most) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Thread limit = new Thread(() -> halt(most), "drain-limit");
                  limit.setDaemon(true);
                  limit.start();
                }));
  }

  private static void halt(Duration most) {
    try {
      Thread.sleep(most.toMillis());
      Runtime.getRuntime().halt(SIGTERM);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

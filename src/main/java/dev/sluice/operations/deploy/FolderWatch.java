package dev.sluice.operations.deploy;

import dev.sluice.operations.check.SetOfFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files again and again, since events do not arrive from every mounted folder, and has
 * them put in force when they differ and nobody writes at them.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final long END_S = 5;

  private final Deployer deployer;
  private final Duration period;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "folder-watch");
            made.setDaemon(true);
            return made;
          });
  private @Nullable SetOfFiles seen;
  private String trouble = "";

  /**
   * @param period between two looks
   */
  public FolderWatch(Deployer deployer, Duration period) {
    this.deployer = deployer;
    this.period = period;
  }

  /** Begins to look; what is in the folders when it begins counts as seen. */
  public void start() {
    seen = deployer.inForce().files();
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      deployer.mend();
      SetOfFiles now = deployer.folders().now();
      // What was refused is not tried again until it changes.
      if (!now.equals(seen)) {
        seen = now;
        Reload reload = deployer.reload();
        if (!reload.tried().equals(now.version())) {
          seen = null; // it was still being written: look again
        }
      }
      trouble = "";
    } catch (IOException e) {
      // Once for each trouble: the next look comes in a moment and would say the same.
      if (!trouble.equals(String.valueOf(e.getMessage()))) {
        LOG.error("the files cannot be read: {}", e.getMessage());
      }
      trouble = String.valueOf(e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      // It goes on looking: what is thrown out of here ends that for good.
      LOG.error("the files could not be looked at", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(END_S, TimeUnit.SECONDS)) {
        LOG.warn("a reload did not end in {} s", END_S);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

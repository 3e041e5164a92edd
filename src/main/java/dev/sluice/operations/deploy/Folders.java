package dev.sluice.operations.deploy;

import dev.sluice.operations.check.SetOfFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Where the integrator's files are; functions lie beside the mappings.
 *
 * @param settle how long they must stay the same to be taken as written to the end
 */
public record Folders(Path routes, Path mappings, Duration settle) {
  private static final int MOST_LOOKS = 30;

  SetOfFiles now() throws IOException {
    return SetOfFiles.read(routes, mappings);
  }

  /**
   * The files when nobody is writing at them.
   *
   * @throws IOException when they cannot be read, or do not stay the same for a long time
   */
  SetOfFiles settled() throws IOException, InterruptedException {
    SetOfFiles last = now();
    for (int look = 0; look < MOST_LOOKS; look++) {
      TimeUnit.NANOSECONDS.sleep(settle.toNanos());
      SetOfFiles next = now();
      if (next.equals(last)) {
        return next;
      }
      last = next;
    }
    throw new IOException(
        "the files change all the time: they were not the same for " + settle + " at any moment");
  }
}

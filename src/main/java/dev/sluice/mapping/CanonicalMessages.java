package dev.sluice.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The gateway's own messages for backends without OCPP (docs/iec63110.md). They use the words of
 * IEC 63110-1; the standard's protocol is not public, and no wire format of it is claimed.
 */
public final class CanonicalMessages {
  /** Folder of their tables under {@code mappings/}. */
  public static final String FOLDER = "iec63110";

  private static final String FILE = FOLDER + ".yaml";

  private CanonicalMessages() {}

  /**
   * The messages and their elements.
   *
   * @throws IllegalStateException if the file of this build is missing or has a mistake
   */
  public static MessageModel model() {
    List<Finding> findings = new ArrayList<>();
    try (InputStream in = CanonicalMessages.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ModelReader.messages(FILE, text, findings)
          .orElseThrow(() -> new IllegalStateException(FILE + " has mistakes: " + findings));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}

package dev.sluice.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compares lines with a file beside this class. */
final class GoldenText {
  private GoldenText() {}

  static void assertSame(String file, List<String> lines) throws IOException {
    try (InputStream in = GoldenText.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(String.join("\n", lines) + "\n").isEqualTo(expected);
    }
  }
}

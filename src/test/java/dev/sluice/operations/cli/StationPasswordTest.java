package dev.sluice.operations.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.link.Basic;
import dev.sluice.ocpp.link.StationCredentials.Presented;
import dev.sluice.ocpp.link.StationCredentials.Verdict;
import dev.sluice.security.FileCredentials;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@SuppressWarnings("NullAway.Init")
class StationPasswordTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  private int run(String input, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
    try {
      return new CommandLine(new RootCommand())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(out))
          .execute(arguments);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void whatIsPrintedBelongsInTheStationsFile() throws Exception {
    assertThat(run("the password\r\nsomething else\n", "stations", "password", "CP'1")).isZero();
    assertThat(run("00ff3a\n", "stations", "password", "--hex", "CP2")).isZero();
    assertThat(out.toString()).doesNotContain("the password");
    Path file = Files.writeString(folder.resolve("s.yaml"), "stations:\n" + out);
    try (FileCredentials credentials = new FileCredentials(file)) {
      assertThat(verdict(credentials, "CP'1", "the password".getBytes(UTF_8)))
          .isInstanceOf(Verdict.Accepted.class);
      assertThat(verdict(credentials, "CP2", new byte[] {0, -1, 0x3a}))
          .isInstanceOf(Verdict.Accepted.class);
      assertThat(verdict(credentials, "CP2", "00ff3a".getBytes(UTF_8)))
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  private static Verdict verdict(FileCredentials credentials, String id, byte[] password)
      throws Exception {
    return credentials
        .verify(new Presented(id, new Basic(id.getBytes(UTF_8), password), null))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @Test
  void withoutAPasswordOrWithAStrangeOneItSaysWhatIsWanted() {
    assertThat(run("\n", "stations", "password", "CP1")).isEqualTo(2);
    assertThat(run("xyz\n", "stations", "password", "--hex", "CP1")).isEqualTo(2);
    assertThat(run("abc\n", "stations", "password", "--iterations=1", "CP1")).isEqualTo(2);
    assertThat(out.toString())
        .contains("a password has 1 to 512 bytes", "iterations are between")
        .doesNotContain("pbkdf2");
  }
}

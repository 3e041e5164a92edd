package dev.sluice.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void on_a_terminal_a_picture_takes_the_place_of_the_one_before() {
    Screen screen = Screen.of(out, true, Map.of("TERM", "xterm"));
    screen.picture(List.of("a", "b"));
    screen.picture(List.of("c"));
    assertThat(text()).contains("\u001B[2A");
    screen.say("stays");
    screen.picture(List.of("d"));
    assertThat(text().substring(text().indexOf("stays"))).doesNotContain("A\u001B", "[1A");
  }

  @Test
  void elsewhere_nothing_is_redrawn_or_coloured() {
    Screen screen = Screen.of(out, false, Map.of("TERM", "xterm"));
    screen.picture(List.of("a"));
    screen.picture(List.of(screen.ink().good("b")));
    assertThat(text()).isEqualTo("a\nb\n");
    assertThat(screen.terminal()).isFalse();
  }

  @Test
  void NO_COLOR_takes_the_colours_but_not_the_redrawing() {
    Screen screen = Screen.of(out, true, Map.of("TERM", "xterm", "NO_COLOR", "1"));
    assertThat(screen.ink()).isEqualTo(Ink.PLAIN);
    assertThat(screen.terminal()).isTrue();
    assertThat(Screen.of(out, true, Map.of("TERM", "dumb")).terminal()).isFalse();
  }
}

package dev.sluice.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DemoViewTest {
  private static final String[] VERSIONS = {"1.6", "2.0.1", "2.1"};

  private static List<StationRow> stations(int count) {
    List<StationRow> rows = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      boolean away = i == 3;
      double limit = away ? Double.NaN : i % 5 == 0 ? 0 : 2000.0 + 700 * (i % 7);
      rows.add(
          new StationRow(
              String.format(Locale.ROOT, "SIM-%03d", i),
              VERSIONS[i % 3],
              away ? "away" : "delivering",
              !away,
              limit,
              away ? Double.NaN : i == 4 ? limit + 900 : limit * 0.95,
              22_080));
    }
    return rows;
  }

  private static List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double total = i < 8 ? 148_000 + 500 * i : Math.max(57_500, 152_000 - 16_000 * (i - 7));
      samples.add(new Sample(i, total, i < 8 ? Double.NaN : 60_000));
    }
    return samples;
  }

  private static DemoView view(int stations, int samples) {
    return new DemoView("Depot", "limited to 60.0 kW", stations(stations), samples(samples));
  }

  @Test
  void twenty_stations_are_shown_in_two_columns_over_the_total_against_time() throws IOException {
    GoldenText.assertSame("twenty.txt", view(20, 40).picture(24, Ink.PLAIN));
  }

  @Test
  void few_stations_have_a_line_each() throws IOException {
    GoldenText.assertSame("five.txt", view(5, 9).picture(24, Ink.PLAIN));
  }

  @Test
  void colours_change_nothing_but_the_colour() throws IOException {
    List<String> coloured = view(20, 40).picture(24, Ink.ANSI);
    assertThat(String.join("", coloured)).contains("\u001B[32m", "\u001B[33m", "\u001B[36m");
    GoldenText.assertSame(
        "twenty.txt",
        coloured.stream()
            .map(line -> line.replaceAll("\u001B\\[[0-9]*m", "").stripTrailing())
            .toList());
  }

  @Test
  void a_moment_in_one_line_tells_total_limit_and_confirmations() throws IOException {
    GoldenText.assertSame(
        "lines.txt",
        List.of(
            view(20, 1).line(Ink.PLAIN),
            view(20, 9).line(Ink.PLAIN),
            view(20, 40).line(Ink.PLAIN)));
  }

  @Test
  void no_line_is_wider_than_100_and_what_does_not_fit_is_counted() {
    List<String> lines = view(60, 300).picture(24, Ink.PLAIN);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(lines).contains("… and 36 more");
    assertThat(view(60, 300).line(Ink.PLAIN).length()).isLessThanOrEqualTo(100);
  }

  @Test
  void bars_are_exact_to_an_eighth() {
    assertThat(Bars.horizontal(50, 100, Double.NaN, 4)).isEqualTo("██  ");
    assertThat(Bars.horizontal(53.125, 100, Double.NaN, 4)).isEqualTo("██▏ ");
    assertThat(Bars.horizontal(25, 100, 75, 4)).isEqualTo("█  │");
    assertThat(Bars.horizontal(Double.NaN, 100, 100, 4)).isEqualTo("   │");
    assertThat(Bars.horizontal(400, 100, Double.NaN, 4)).isEqualTo("████");
    assertThat(Bars.horizontal(-5, 100, Double.NaN, 4)).isEqualTo("    ");
  }
}

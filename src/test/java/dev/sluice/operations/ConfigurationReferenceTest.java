package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dsluice.docs.write=true} writes what this test otherwise compares. */
class ConfigurationReferenceTest {
  private static final Path PAGE = Path.of("docs/reference/configuration.md");
  private static final Path README = Path.of("README.md");
  private static final String BEGIN =
      "<!-- properties: written by ConfigurationReferenceTest -->\n";
  private static final String END = "<!-- /properties -->\n";

  private static void sameAs(Path file, String text) throws Exception {
    if (Boolean.getBoolean("sluice.docs.write")) {
      Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file))
        .as("%s is out of date: run this test with -Dsluice.docs.write=true", file)
        .isEqualTo(text);
  }

  @Test
  void the_reference_page_names_every_property_with_its_default() throws Exception {
    sameAs(
        PAGE,
        """
        # Configuration

        Written by `ConfigurationReferenceTest` from the source; do not edit.

        A property is set on the command line (`--sluice.inject=on`), by the environment (`SLUICE_INJECT=on`), or in a file `application.yaml`
        in the working folder or its folder `config`. The command line counts most, then the environment. Durations are written as `200ms`,
        `10s`, `5m`. Levels of the log are set as `--logging.level.dev.sluice=DEBUG`.

        """
            + ConfigurationReference.table());
  }

  @Test
  void the_readme_has_the_same_table() throws Exception {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    assertThat(begin).isPositive();
    assertThat(end).isGreaterThan(begin);
    sameAs(
        README,
        readme.substring(0, begin + BEGIN.length())
            + "\n"
            + ConfigurationReference.table()
            + "\n"
            + readme.substring(end));
  }

  @Test
  void every_property_says_what_it_means() throws Exception {
    assertThat(ConfigurationReference.silent()).isEmpty();
    assertThat(ConfigurationReference.table().lines().count()).isGreaterThan(20);
  }
}

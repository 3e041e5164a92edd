package dev.sluice.ocpp.link.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of rules and the conversations are in step. */
class RulesTableTest {
  private static final Path TABLE = Path.of("docs/reference/ocpp-rules.md");
  private static final Pattern ROW =
      Pattern.compile("\\| (4\\.\\d [^|]*) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

  private static Map<String, String> rows() throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("| 4.")) {
        assertThat(row.matches()).as("a row with key, rule and proof: %s", line).isTrue();
        assertThat(rows.put(row.group(1).trim(), row.group(3).trim()))
            .as("a second row for %s", row.group(1))
            .isNull();
      }
    }
    return rows;
  }

  private static List<String> named(String proof) {
    List<String> names = new ArrayList<>();
    for (Matcher name = NAMED.matcher(proof); name.find(); ) {
      names.add(name.group(1));
    }
    return names;
  }

  @Test
  void everyRuleHasAProofOrAReason() throws Exception {
    rows()
        .forEach(
            (key, proof) ->
                assertThat(!named(proof).isEmpty() || proof.startsWith("Not "))
                    .as("%s: %s", key, proof)
                    .isTrue());
  }

  @Test
  void everyRuleHasTheConversationsThatNameItAndNoOthers() throws Exception {
    Map<String, Set<String>> table = new LinkedHashMap<>();
    rows()
        .forEach(
            (key, proof) ->
                table.put(
                    key,
                    named(proof).stream()
                        .filter(name -> name.endsWith(".yaml"))
                        .collect(Collectors.toSet())));
    Map<String, Set<String>> files = new LinkedHashMap<>();
    table.keySet().forEach(key -> files.put(key, new HashSet<>()));
    for (Script script : Script.all()) {
      for (String key : script.rule()) {
        assertThat(files).as("%s is about a rule of the table", script.name()).containsKey(key);
        files.get(key).add(script.name());
      }
    }
    assertThat(files).isEqualTo(table);
  }

  @Test
  void theTestsThatTheTableNamesExist() throws Exception {
    Set<String> classes;
    try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      classes =
          sources
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - 5))
              .collect(Collectors.toSet());
    }
    for (String proof : rows().values()) {
      assertThat(named(proof))
          .filteredOn(name -> !name.endsWith(".yaml") && !name.startsWith("sluice."))
          .isSubsetOf(classes);
    }
  }
}

package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every reference of the list of elements has a row on the very path that it names. What is no
 * payload field says why in counterparts.csv; what the list has wrong stands in ADR 0008.
 */
class CounterpartsTest {
  private static final Path DIFFERING = Path.of("docs/adr/0008-counterparts-that-differ.md");

  private static Map<String, List<TouchedRow>> rows() {
    InformationModel model =
        ModelReader.read(ShippedTablesTest.FOLDER, new ArrayList<>()).orElseThrow();
    CarrierReader carriers = new CarrierReader(model);
    Map<String, List<TouchedRow>> rows = new LinkedHashMap<>();
    for (Path folder : YamlFolder.folders(ShippedTablesTest.FOLDER)) {
      List<TouchedRow> ofFolder = new ArrayList<>();
      for (Path file : YamlFolder.files(folder)) {
        SpecReader.find(folder.getFileName() + "/" + YamlFolder.stem(file))
            .ifPresent(table -> ofFolder.addAll(TouchedRow.of(table, carriers)));
      }
      rows.put(String.valueOf(folder.getFileName()), ofFolder);
    }
    return rows;
  }

  @Test
  void everyReferenceOfTheListHasARowOnItsPath() throws Exception {
    Map<String, List<TouchedRow>> rows = rows();
    List<CounterpartDiffers> differing = CounterpartDiffers.read(DIFFERING);
    List<String> missing = new ArrayList<>();
    for (Counterpart counterpart : Counterpart.all()) {
      if (counterpart.kind() != Counterpart.Kind.NONE
          && differing.stream().noneMatch(line -> line.isAbout(counterpart))
          && !CounterpartMatch.found(
              counterpart, rows.getOrDefault(counterpart.protocol(), List.of()))) {
        missing.add(counterpart.toString());
      }
    }
    assertThat(missing).as("%d references without a row", missing.size()).isEmpty();
  }

  @Test
  void everyLineAboutADifferenceIsAboutAReferenceOfTheList() throws Exception {
    List<Counterpart> all = Counterpart.all();
    assertThat(CounterpartDiffers.read(DIFFERING))
        .allMatch(line -> all.stream().anyMatch(line::isAbout));
  }

  @Test
  void theReferencesAreThoseOfTheStandards() throws Exception {
    List<Counterpart> ocpp =
        Counterpart.all().stream().filter(c -> c.protocol().startsWith("ocpp")).toList();
    assertThat(
            ocpp.stream()
                .filter(c -> c.kind() != Counterpart.Kind.NONE)
                .filter(c -> c.kind() != Counterpart.Kind.VARIABLE))
        .hasSize(455);
    List<String> unknown = new ArrayList<>();
    for (Counterpart counterpart : Counterpart.all()) {
      if (!exists(counterpart)) {
        unknown.add(counterpart.toString());
      }
    }
    assertThat(unknown).as("references that the protocol's messages do not have").isEmpty();
  }

  private static boolean exists(Counterpart counterpart) throws IOException {
    MessageModel model =
        Objects.requireNonNull(ShippedTablesTest.PROTOCOLS.get(counterpart.protocol()));
    String name = counterpart.name();
    return switch (counterpart.kind()) {
      case MESSAGE -> model.hasMessage(name);
      case FIELD, VALUE -> {
        String message = name.substring(0, name.indexOf('.'));
        String path = "." + name.substring(name.indexOf('.') + 1) + ".";
        yield message.equals("*")
            ? model.messages().stream()
                .anyMatch(any -> paths(model, any).anyMatch(p -> p.contains(path)))
            : paths(model, message).anyMatch(path::equals);
      }
      case MEASURAND, VARIABLE, CONFIGURATION -> !counterpart.value().isBlank();
      case NONE -> !counterpart.reason().isBlank();
    };
  }

  private static java.util.stream.Stream<String> paths(MessageModel model, String message) {
    return model.paths(message).stream().map(path -> "." + path.replace("[*]", "") + ".");
  }

  @Test
  void everyElementOfTheListIsInTheModel() throws Exception {
    Set<String> referenced =
        Counterpart.all().stream().map(Counterpart::element).collect(Collectors.toSet());
    Coverage coverage = ShippedTablesTest.LOADED.coverage();
    assertThat(coverage.elements()).hasSize(181).containsAll(referenced);
    assertThat(Files.exists(DIFFERING) || CounterpartDiffers.read(DIFFERING).isEmpty()).isTrue();
  }
}

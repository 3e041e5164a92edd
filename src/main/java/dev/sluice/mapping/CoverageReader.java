package dev.sluice.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads the files in {@code coverage/} of one protocol's folder. */
final class CoverageReader {
  /** The folder beside a protocol's tables that says what they do not carry, and why. */
  static final String FOLDER = "coverage";

  static final List<String> KEYS = List.of("rows", "note");
  static final List<String> ROW_KEYS = List.of("element", "state", "reason", "note");

  private final InformationModel model;
  private final List<CoverageDeclaration> declarations = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private int files;

  private CoverageReader(InformationModel model) {
    this.model = model;
  }

  /** Reads a protocol's folder. */
  static CoverageReader read(Path root, Path folder, InformationModel model) {
    CoverageReader reader = new CoverageReader(model);
    for (Path path : YamlFolder.files(folder.resolve(FOLDER))) {
      reader.files++;
      YamlFile file = new YamlFile(YamlFolder.name(root, path));
      file.read(path).ifPresent(top -> reader.file(file, top));
      reader.findings.addAll(file.findings().sorted());
    }
    return reader;
  }

  /** How many files there are; without any nothing is asked of the folder. */
  int files() {
    return files;
  }

  List<CoverageDeclaration> declarations() {
    return declarations;
  }

  List<Finding> findings() {
    return findings;
  }

  private void file(YamlFile file, MappingNode top) {
    YamlMap cells = new YamlMap(file, top, "", KEYS);
    cells.needed("rows", "");
    for (MappingNode node : cells.mappings("rows")) {
      declaration(new YamlMap(file, node, "", ROW_KEYS), file).ifPresent(declarations::add);
    }
  }

  private Optional<CoverageDeclaration> declaration(YamlMap row, YamlFile file) {
    String key = "element";
    try {
      @Nullable Cell element = row.needed(key, "");
      @Nullable Cell state = row.needed("state", "");
      @Nullable Cell reason = row.needed("reason", "");
      @Nullable Cell note = row.cell("note");
      if (element == null || state == null || reason == null) {
        return Optional.empty();
      }
      String id = element(element);
      key = "state";
      CoverageState said = state(state);
      key = "reason";
      if (reason.text().isBlank()) {
        throw new BadCellException("the reason is empty", "say why the protocol cannot");
      }
      key = "note";
      return Optional.of(
          new CoverageDeclaration(
              id, said, reason.text().strip(), note == null ? null : note.text(), element.at()));
    } catch (BadCellException e) {
      file.findings().add(e.kind(), row.at(key), "", e.what(), e.suggestion());
      return Optional.empty();
    }
  }

  private String element(Cell cell) throws BadCellException {
    String id = cell.text();
    if (model.parts(id).isEmpty()) {
      throw new BadCellException(
          Finding.Kind.UNKNOWN_ELEMENT,
          "the model has no element '" + id + "'",
          Findings.didYouMean(id, model.ids()));
    }
    if (!ModelElement.isListed(id)) {
      throw new BadCellException(
          "'" + id + "' is the gateway's own and needs no declaration", "leave it out");
    }
    return id;
  }

  private static CoverageState state(Cell cell) throws BadCellException {
    String word = cell.text();
    List<CoverageState> states = List.of(CoverageState.REFUSED, CoverageState.NOT_APPLICABLE);
    for (CoverageState state : states) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new BadCellException("'" + word + "' is not a state", "write refused or not applicable");
  }
}

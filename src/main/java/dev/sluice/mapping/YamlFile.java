package dev.sluice.mapping;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** One mapping file and what is wrong with it. */
final class YamlFile {
  private static final int MAX_CHARACTERS = 1 << 20;

  private final String name;
  private final Findings findings = new Findings();

  /**
   * @param name path of the file, from the folder of the mappings on
   */
  YamlFile(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Findings findings() {
    return findings;
  }

  Position position(Node node) {
    return position(node.getStartMark().orElse(null));
  }

  private Position position(@Nullable Mark mark) {
    return mark == null
        ? new Position(name, 1, 1)
        : new Position(name, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The top of the document; empty, with a finding, when there is none. */
  Optional<MappingNode> read(Path path) {
    try {
      return parse(Files.readString(path));
    } catch (CharacterCodingException e) {
      add(Finding.Kind.UNREADABLE_FILE, null, "the file is not UTF-8", "");
    } catch (IOException e) {
      add(Finding.Kind.UNREADABLE_FILE, null, "the file cannot be read: " + e, "");
    }
    return Optional.empty();
  }

  /** The top of the document that the text is; empty, with a finding, when it is none. */
  Optional<MappingNode> parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      add(Finding.Kind.MALFORMED_YAML, null, "the file has no keys at its top", "");
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      add(Finding.Kind.MALFORMED_YAML, mark, "this is not YAML: " + e.getProblem(), "");
    } catch (YamlEngineException e) {
      add(Finding.Kind.MALFORMED_YAML, null, "this is not YAML: " + e.getMessage(), "");
    }
    return Optional.empty();
  }

  private void add(Finding.Kind kind, @Nullable Mark mark, String what, String suggestion) {
    findings.add(kind, position(mark), "", what, suggestion);
  }
}

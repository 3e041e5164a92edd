package dev.sluice.operations.config;

import dev.sluice.ocpp.link.Upstream;
import dev.sluice.ocpp.link.UpstreamRule;
import dev.sluice.ocpp.link.Upstreams;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The YAML file of upstreams, and what is wrong with it. */
final class UpstreamsFile {
  private static final long MOST_BYTES = 1 << 20;
  private static final Set<String> TOP = Set.of("rules");

  private final Path path;
  private final Upstream byDefault;
  private final List<String> findings = new ArrayList<>();

  UpstreamsFile(Path path, Upstream byDefault) {
    this.path = path;
    this.byDefault = byDefault;
  }

  List<UpstreamRule> rules() throws BadUpstreamsException {
    List<UpstreamRule> rules = new ArrayList<>();
    Node root = composed();
    Node list = root == null ? null : map(root, TOP, "rules: [...]").get("rules");
    if (list instanceof SequenceNode sequence) {
      for (Node each : sequence.getValue()) {
        UpstreamRule rule = new UpstreamRuleReader(this, byDefault).read(each);
        if (rule != null) {
          rules.add(rule);
        }
      }
      if (rules.size() > Upstreams.MOST_RULES) {
        wrong(list, "there are more than " + Upstreams.MOST_RULES + " rules", "");
      }
    } else if (findings.isEmpty()) {
      wrong(list == null ? root : list, "there is no list of rules", "write rules: and - for each");
    }
    if (!findings.isEmpty()) {
      throw new BadUpstreamsException(findings);
    }
    return rules;
  }

  private @Nullable Node composed() {
    try {
      if (Files.size(path) > MOST_BYTES) {
        wrong(null, "the file is longer than 1 MB", "");
        return null;
      }
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(path.toString())
              .setUseMarks(true)
              .setSchema(new CoreSchema())
              .setCodePointLimit((int) MOST_BYTES)
              .setMaxAliasesForCollections(0)
              .build();
      return new Compose(settings).composeString(Files.readString(path)).orElse(null);
    } catch (CharacterCodingException e) {
      wrong(null, "the file is not UTF-8", "");
    } catch (IOException e) {
      wrong(null, "the file cannot be read: " + e, "");
    } catch (MarkedYamlEngineException e) {
      wrongAt(e.getProblemMark().orElse(null), "this is not YAML: " + e.getProblem(), "");
    } catch (YamlEngineException e) {
      wrong(null, "this is not YAML: " + e.getMessage(), "");
    }
    return null;
  }

  /** The keys of a mapping that may be there; all else becomes a finding. */
  Map<String, Node> map(Node node, Set<String> known, String example) {
    Map<String, Node> map = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      wrong(node, "here must be keys and values", "write " + example);
      return map;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        String keys = String.join(", ", known.stream().sorted().toList());
        wrong(tuple.getKeyNode(), "the key '" + key + "' is not known", "the keys are " + keys);
      } else if (map.putIfAbsent(key, tuple.getValueNode()) != null) {
        wrong(tuple.getKeyNode(), "the key '" + key + "' is there twice", "leave one of them out");
      }
    }
    return map;
  }

  void wrong(@Nullable Node node, String what, String instead) {
    Mark mark = node == null ? null : node.getStartMark().orElse(null);
    wrongAt(mark, what, instead);
  }

  private void wrongAt(@Nullable Mark mark, String what, String instead) {
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    String where = path.getFileName() + ":" + line + ":" + column;
    findings.add(where + ": " + what + (instead.isEmpty() ? "" : "; " + instead));
  }
}

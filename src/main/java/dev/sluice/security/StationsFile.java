package dev.sluice.security;

import dev.sluice.ocpp.link.StationPattern;
import dev.sluice.security.StationEntry.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a stations file (docs/stations.md), whole or not at all. */
final class StationsFile {
  private static final int MOST_CHARACTERS = 64 << 20;
  private static final int MOST_PASSWORDS = 3;
  private static final int LONGEST_SECRET = 512;

  private final Path file;
  private final UnaryOperator<@Nullable String> environment;
  private final YamlProblems problems;

  private StationsFile(Path file, UnaryOperator<@Nullable String> environment) {
    this.file = file;
    this.environment = environment;
    this.problems = new YamlProblems(file);
  }

  /**
   * @param environment looks up a variable; null when it is not set
   * @throws StationsFileException when anything in the file cannot be used
   */
  static StationBook read(Path file, UnaryOperator<@Nullable String> environment) {
    return new StationsFile(file, environment).read();
  }

  private StationBook read() {
    List<StationEntry> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Node node : stations()) {
      YamlKeys keys = problems.keys(node, "id", "password", "certificate", "upstream");
      StationEntry entry = entry(keys);
      if (entry != null) {
        if (!ids.add(entry.stations().text())) {
          problems.add(node, entry.stations().text() + " is here twice");
        }
        entries.add(entry);
      }
    }
    problems.throwIfAny();
    return new StationBook(entries);
  }

  private List<Node> stations() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .setCodePointLimit(MOST_CHARACTERS)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      Node root = new Compose(settings).composeString(Files.readString(file)).orElse(null);
      YamlKeys keys = problems.keys(root, "stations");
      return keys.at("stations") instanceof SequenceNode list
          ? list.getValue()
          : missing(root, "the file needs a list under `stations`");
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark().orElse(null), "this is not YAML: " + e.getProblem());
    } catch (IOException | YamlEngineException e) {
      problems.add((Node) null, "the file cannot be read: " + e.getMessage());
    }
    return List.of();
  }

  private List<Node> missing(@Nullable Node node, String what) {
    problems.add(node, what);
    return List.of();
  }

  private @Nullable StationEntry entry(YamlKeys keys) {
    String id = keys.needed("id");
    List<PasswordHash> passwords = passwords(keys);
    CertificateRule certificate = certificate(keys);
    Upstream upstream = upstream(keys);
    if (id == null || id.isEmpty()) {
      return null;
    }
    StationPattern pattern = new StationPattern(id);
    if (pattern.open() && !passwords.isEmpty()) {
      problems.add(
          keys.at("password"), "a password is for one station, and " + id + " is a pattern");
    }
    if (keys.at("password") == null && certificate == null && keys.at("certificate") == null) {
      problems.add(keys.node(), id + " has neither a password nor a certificate: anybody would do");
    }
    return new StationEntry(pattern, passwords, certificate, upstream);
  }

  private List<PasswordHash> passwords(YamlKeys keys) {
    Node node = keys.at("password");
    if (node == null) {
      return List.of();
    }
    List<Node> texts = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    if (texts.isEmpty() || texts.size() > MOST_PASSWORDS) {
      problems.add(node, "there are one to " + MOST_PASSWORDS + " passwords");
    }
    List<PasswordHash> hashes = new ArrayList<>();
    for (Node text : texts) {
      try {
        hashes.add(PasswordHash.of(problems.text(text)));
      } catch (IllegalArgumentException e) {
        problems.add(text, String.valueOf(e.getMessage()));
      }
    }
    return hashes;
  }

  private @Nullable CertificateRule certificate(YamlKeys keys) {
    Node node = keys.at("certificate");
    if (node == null) {
      return null;
    }
    YamlKeys rule = problems.keys(node, "cn", "sha256");
    String name = rule.text("cn");
    String print = rule.text("sha256");
    if ((name == null) == (print == null) || "".equals(name)) {
      problems.add(node, "a certificate has either a `cn` or a `sha256`");
      return null;
    }
    try {
      return name != null ? new CertificateRule.Named(name) : CertificateRule.Pinned.of("" + print);
    } catch (IllegalArgumentException e) {
      problems.add(rule.at("sha256"), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Upstream upstream(YamlKeys keys) {
    Node node = keys.at("upstream");
    if (node == null) {
      return null;
    }
    YamlKeys secret = problems.keys(node, "user", "password-file", "password-env");
    String user = secret.text("user");
    if (user != null && user.indexOf(':') >= 0) {
      problems.add(secret.at("user"), "a user of HTTP Basic has no colon");
    }
    String name = secret.text("password-file");
    String variable = secret.text("password-env");
    if ((name == null) == (variable == null)) {
      problems.add(node, "an upstream has either a `password-file` or a `password-env`");
      return null;
    }
    byte[] password =
        name != null
            ? fromFile(secret.at("password-file"), name)
            : fromEnvironment(secret.at("password-env"), "" + variable);
    return password == null ? null : new Upstream(user == null ? "" : user, password);
  }

  private byte @Nullable [] fromFile(@Nullable Node at, String name) {
    Path secret = file.toAbsolutePath().resolveSibling(name);
    try {
      if (Files.size(secret) > LONGEST_SECRET) {
        throw new IOException("it has more than " + LONGEST_SECRET + " bytes");
      }
      OwnerFiles.mustBePrivate(secret);
      byte[] content = Files.readAllBytes(secret);
      int end = content.length;
      end -= end > 0 && content[end - 1] == '\n' ? 1 : 0;
      return Arrays.copyOf(content, end);
    } catch (IOException | KeyMaterialException e) {
      problems.add(at, "the password file cannot be used: " + e.getMessage());
      return null;
    }
  }

  private byte @Nullable [] fromEnvironment(@Nullable Node at, String variable) {
    String value = environment.apply(variable);
    if (value == null) {
      problems.add(at, "the environment has no " + variable);
      return null;
    }
    return value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}

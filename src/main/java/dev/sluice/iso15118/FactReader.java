package dev.sluice.iso15118;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file of facts; docs/iso15118.md explains its lines. */
final class FactReader {
  private final String set;
  private final List<String> lines;
  private final Map<String, String> namespaces = new LinkedHashMap<>();
  private final List<Particle.Child> roots = new ArrayList<>();
  private final Map<String, FactType> types = new LinkedHashMap<>();
  private int at;

  private FactReader(String set, List<String> lines) {
    this.set = set;
    this.lines = lines;
  }

  /**
   * The message set that the text describes.
   *
   * @throws IllegalArgumentException naming set and line, when the text is none
   */
  static MessageSet read(String set, String text) {
    FactReader reader = new FactReader(set, text.lines().toList());
    reader.all();
    return new MessageSet(set, reader.namespaces, reader.roots, reader.types);
  }

  private void all() {
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.isBlank() || line.startsWith("#")) {
        at++;
        continue;
      }
      String[] words = line.split(" ");
      try {
        switch (words[0]) {
          case "namespace" -> namespaces.put(words[1], words.length > 2 ? words[2] : "");
          case "root" -> roots.add(new Particle.Child(1, 1, known(words[1]), words[2], words[4]));
          case "type" -> type(words);
          default -> throw wrong("'" + words[0] + "' is not namespace, root or type");
        }
      } catch (ArrayIndexOutOfBoundsException e) {
        throw wrong("the line ends too early");
      }
      at++;
    }
    checkTypes();
  }

  private void checkTypes() {
    roots.forEach(this::checkType);
    types.values().forEach(type -> checkTypes(type.content()));
  }

  private void checkTypes(@Nullable Particle particle) {
    if (particle instanceof Particle.Sequence sequence) {
      sequence.parts().forEach(this::checkTypes);
    } else if (particle instanceof Particle.Choice choice) {
      choice.parts().forEach(this::checkTypes);
    } else if (particle instanceof Particle.Child child) {
      checkType(child);
    }
  }

  private void checkType(Particle.Child child) {
    if (!types.containsKey(child.type())) {
      throw new IllegalArgumentException(
          set
              + ": element "
              + child.name()
              + " has the type '"
              + child.type()
              + "', there is none");
    }
  }

  private void type(String[] words) {
    String name = words[1];
    boolean mixed = words.length > 2 && words[2].equals("mixed");
    int equals = mixed ? 3 : 2;
    Datatype value = words.length > equals ? datatype(words, equals + 1, words.length) : null;
    List<FactType.Attribute> attributes = new ArrayList<>();
    while (next(1) && word().equals("attribute")) {
      at++;
      String[] cells = cells();
      attributes.add(
          new FactType.Attribute(
              known(cells[1]),
              cells[2],
              datatype(cells, 4, cells.length - 1),
              cells[cells.length - 1].equals("1..1")));
    }
    Particle content = null;
    if (next(1)) {
      at++;
      content = particle(1);
    }
    if (types.put(name, new FactType(name, mixed, value, attributes, content)) != null) {
      throw wrong("there are two types '" + name + "'");
    }
  }

  private Particle particle(int depth) {
    String[] cells = cells();
    String[] bounds = cells[cells.length - 1].split("\\.\\.", 2);
    int min = number(bounds[0]);
    int max = bounds[1].equals("*") ? Particle.UNBOUNDED : number(bounds[1]);
    return switch (cells[0]) {
      case "sequence" -> new Particle.Sequence(min, max, parts(depth + 1));
      case "choice" -> new Particle.Choice(min, max, parts(depth + 1));
      case "element" -> new Particle.Child(min, max, known(cells[1]), cells[2], cells[4]);
      case "any" -> new Particle.Wildcard(min, max);
      default -> throw wrong("'" + cells[0] + "' is not sequence, choice, element or any");
    };
  }

  private List<Particle> parts(int depth) {
    List<Particle> parts = new ArrayList<>();
    while (next(depth)) {
      at++;
      parts.add(particle(depth));
    }
    return parts;
  }

  /** Whether the next line is indented this deep. */
  private boolean next(int depth) {
    if (at + 1 >= lines.size() || lines.get(at + 1).isBlank()) {
      return false;
    }
    String line = lines.get(at + 1);
    return line.length() - line.stripLeading().length() == 2 * depth;
  }

  private String word() {
    return lines.get(at + 1).strip().split(" ")[0];
  }

  private String[] cells() {
    return lines.get(at).strip().split(" ");
  }

  private Datatype datatype(String[] words, int from, int to) {
    return switch (words[from]) {
      case "text" -> new Datatype.Text();
      case "boolean" -> new Datatype.Logical();
      case "hex" -> new Datatype.Hex();
      case "base64" -> new Datatype.Base64();
      case "integer" -> new Datatype.Whole(bound(words[from + 1]), bound(words[from + 2]));
      case "one" -> new Datatype.OneOf(List.of(words).subList(from + 2, to));
      default -> throw wrong("'" + words[from] + "' is no datatype");
    };
  }

  private static @Nullable BigInteger bound(String text) {
    return text.equals("*") ? null : new BigInteger(text);
  }

  private int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw wrong("'" + text + "' is no number of times");
    }
  }

  private String known(String namespace) {
    if (!namespaces.containsKey(namespace)) {
      throw wrong("there is no namespace '" + namespace + "'");
    }
    return namespace;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(set + ".facts:" + (at + 1) + ": " + what);
  }
}

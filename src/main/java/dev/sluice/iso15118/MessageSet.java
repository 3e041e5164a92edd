package dev.sluice.iso15118;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one message set: names, order, cardinality, ranges and enumerations.
 *
 * @param name name of its file without ending, for example {@code iso-20-dc}
 * @param namespaces namespace names by their short names here, in the order of the set
 * @param roots the elements that may be a document, with their types
 * @param types the types by name
 */
record MessageSet(
    String name,
    Map<String, String> namespaces,
    List<Particle.Child> roots,
    Map<String, FactType> types) {
  MessageSet {
    roots = List.copyOf(roots);
  }

  /** Reads the set of this name from the class path. */
  static MessageSet named(String name) {
    String file = name + ".facts";
    try (InputStream in = MessageSet.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The message set " + file + " is missing from this build");
      }
      return FactReader.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The message set " + file + " cannot be read", e);
    }
  }

  Optional<Particle.Child> root(String element) {
    return roots.stream().filter(root -> root.name().equals(element)).findFirst();
  }

  FactType type(String typeName) {
    @Nullable FactType type = types.get(typeName);
    if (type == null) {
      throw new IllegalArgumentException(name + " has no type '" + typeName + "'");
    }
    return type;
  }
}

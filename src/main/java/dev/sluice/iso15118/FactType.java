package dev.sluice.iso15118;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of a message set.
 *
 * @param name ours; the sets' own names of types are not in the facts
 * @param mixed whether text may stand between the children
 * @param value what it holds itself, or null
 * @param attributes its attributes, in EXI order
 * @param content its children, or null
 */
record FactType(
    String name,
    boolean mixed,
    @Nullable Datatype value,
    List<Attribute> attributes,
    @Nullable Particle content) {
  FactType {
    attributes = List.copyOf(attributes);
  }

  /** An attribute of an element. */
  record Attribute(String namespace, String name, Datatype value, boolean required) {}
}

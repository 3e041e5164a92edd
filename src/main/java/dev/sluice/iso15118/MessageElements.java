package dev.sluice.iso15118;

import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a message of one set, laid out as paths of its JSON form (docs/iso15118.md): the
 * part of a choice and the member of a substitution group stand under their own names.
 */
final class MessageElements {
  /** Deeper than any message of the sets; ends a type that holds itself. */
  private static final int MAX_DEPTH = 24;

  /** Where the text of an element stands that has attributes too. */
  private static final String TEXT = "value";

  private final MessageSet set;
  private final Map<String, Element> elements = new LinkedHashMap<>();

  private MessageElements(MessageSet set) {
    this.set = set;
  }

  /** All elements below the root by path. */
  static Map<String, Element> of(MessageSet set, Particle.Child root) {
    MessageElements laidOut = new MessageElements(set);
    laidOut.inside(set.type(root.type()), "", 0);
    return laidOut.elements;
  }

  /** The element itself and all below it by path. */
  static Map<String, Element> with(MessageSet set, Particle.Child child) {
    MessageElements laidOut = new MessageElements(set);
    laidOut.child(child, "", new Place(child.min() > 0, false, 0));
    return laidOut.elements;
  }

  /**
   * Where a particle stands.
   *
   * @param must whether the object is invalid without it
   * @param many whether a group around it may be there several times
   */
  private record Place(boolean must, boolean many, int depth) {
    Place in(Particle group, boolean all) {
      return new Place(must && all && group.min() > 0, many || group.repeats(), depth);
    }
  }

  private void inside(FactType type, String prefix, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalStateException(set.name() + ": " + prefix + " holds itself");
    }
    for (FactType.Attribute attribute : type.attributes()) {
      put(prefix + attribute.name(), simple(attribute.value(), attribute.required()));
    }
    if (type.value() != null) {
      put(prefix + TEXT, simple(type.value(), true));
    }
    if (type.content() != null) {
      particle(type.content(), prefix, new Place(true, false, depth));
    }
  }

  private void particle(Particle particle, String prefix, Place place) {
    if (particle instanceof Particle.Sequence sequence) {
      Place inner = place.in(sequence, true);
      sequence.parts().forEach(part -> particle(part, prefix, inner));
    } else if (particle instanceof Particle.Choice choice) {
      Place inner = place.in(choice, choice.parts().size() == 1);
      choice.parts().forEach(part -> particle(part, prefix, inner));
    } else if (particle instanceof Particle.Child child) {
      child(child, prefix, place);
    }
  }

  private void child(Particle.Child child, String prefix, Place place) {
    String path = prefix + child.name();
    boolean required = place.must() && child.min() > 0;
    if (child.repeats() || place.many()) {
      put(path, Element.of(ElementType.ARRAY, required));
      whole(child, path + "[*]", false, place.depth());
    } else {
      whole(child, path, required, place.depth());
    }
  }

  private void whole(Particle.Child child, String path, boolean required, int depth) {
    FactType type = set.type(child.type());
    if (type.value() != null && type.attributes().isEmpty()) {
      put(path, simple(type.value(), required));
    } else {
      put(path, Element.of(ElementType.OBJECT, required));
      inside(type, path + ".", depth + 1);
    }
  }

  /** Two parts of one choice may hold the same element; then none of them must be there. */
  private void put(String path, Element element) {
    elements.merge(path, element, (one, other) -> Merge.either(path, one, other, false));
  }

  private static Element simple(Datatype datatype, boolean required) {
    if (datatype instanceof Datatype.Whole whole) {
      return new Element(
          ElementType.INTEGER,
          required,
          Set.of(),
          decimal(whole.minimum()),
          decimal(whole.maximum()),
          null);
    }
    if (datatype instanceof Datatype.OneOf oneOf) {
      return new Element(
          ElementType.STRING, required, Set.copyOf(oneOf.values()), null, null, null);
    }
    return Element.of(
        datatype instanceof Datatype.Logical ? ElementType.BOOLEAN : ElementType.STRING, required);
  }

  private static @Nullable BigDecimal decimal(@Nullable BigInteger bound) {
    return bound == null ? null : new BigDecimal(bound);
  }
}

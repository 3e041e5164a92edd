package dev.sluice.mapping;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What elements a message has. Implemented by the rooms that know a protocol's messages. */
public interface MessageModel {
  /** The JSON types that an element may have. */
  enum ElementType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    OBJECT,
    ARRAY,
    ANY
  }

  /**
   * What is known of one element.
   *
   * @param type its JSON type
   * @param required whether an object that could hold it is invalid without it
   * @param values the closed list of its values; empty when any value of the type will do
   * @param minimum smallest number allowed, or null
   * @param maximum largest number allowed, or null
   * @param unit symbol of its unit, for example {@code W}; null when the model does not say
   */
  record Element(
      ElementType type,
      boolean required,
      Set<String> values,
      @Nullable BigDecimal minimum,
      @Nullable BigDecimal maximum,
      @Nullable String unit) {
    public Element {
      values = Set.copyOf(values);
    }

    /** An element of which only the type and the presence are known. */
    public static Element of(ElementType type, boolean required) {
      return new Element(type, required, Set.of(), null, null, null);
    }
  }

  /** Whether {@code message}, for example {@code SetChargingProfileRequest}, is in this model. */
  boolean hasMessage(String message);

  /** All messages of this model, for suggestions in findings. */
  Collection<String> messages();

  /**
   * The element at a dotted path such as {@code evse.id} or {@code meterValue[*].timestamp}, every
   * array element written {@code [*]}; empty when the message has no such element.
   */
  Optional<Element> element(String message, String path);

  /** All element paths of the message in the order of the model; empty for an unknown message. */
  Collection<String> paths(String message);
}

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

  /** Whether an element tells about a person. */
  enum PersonalData {
    NO,
    /** Only together with a contract or a transaction. */
    INDIRECT,
    YES
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
   * @param longest most characters of a text; null when any number will do
   * @param personalData whether it tells about a person; {@code NO} when the model does not say
   */
  record Element(
      ElementType type,
      boolean required,
      Set<String> values,
      @Nullable BigDecimal minimum,
      @Nullable BigDecimal maximum,
      @Nullable String unit,
      @Nullable Integer longest,
      PersonalData personalData) {
    public Element {
      values = Set.copyOf(values);
    }

    /** An element whose texts may have any length, and that tells about no person. */
    public Element(
        ElementType type,
        boolean required,
        Set<String> values,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum,
        @Nullable String unit) {
      this(type, required, values, minimum, maximum, unit, null, PersonalData.NO);
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

  /** Whether the message is for a flexibility operator, so that no personal data may be in it. */
  default boolean forFlexibilityOperator(String message) {
    return false;
  }

  /** All element paths of the message in the order of the model; empty for an unknown message. */
  Collection<String> paths(String message);
}

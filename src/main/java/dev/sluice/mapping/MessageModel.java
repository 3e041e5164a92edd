package dev.sluice.mapping;

import java.util.Optional;

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
   * Whether {@code message}, for example {@code SetChargingProfileRequest}, exists in this model.
   */
  boolean hasMessage(String message);

  /**
   * The type of the element at a dotted path such as {@code evse.id} or {@code
   * meterValue[*].timestamp}; empty when the message has no such element.
   */
  Optional<ElementType> element(String message, String path);

  /** The paths of the elements that must be present at the top level of the message. */
  Iterable<String> required(String message);

  /** All element paths of the message, for suggestions in findings. */
  Iterable<String> paths(String message);
}

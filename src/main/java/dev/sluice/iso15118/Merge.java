package dev.sluice.iso15118;

import dev.sluice.mapping.MessageModel.Element;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message that several sets have, such as AC_ChargeLoopReq, with all elements of all of them. A
 * message is of one of the sets, so an element must be there only if it must in every set that has
 * the object around it.
 */
final class Merge {
  private Merge() {}

  static Map<String, Element> of(List<Map<String, Element>> messages) {
    Map<String, Element> merged = new LinkedHashMap<>();
    for (Map<String, Element> message : messages) {
      message.forEach(
          (path, element) ->
              merged.merge(
                  path,
                  element,
                  (one, other) -> either(path, one, other, one.required() && other.required())));
    }
    merged.replaceAll(
        (path, element) ->
            element.required() && messages.stream().anyMatch(message -> lacks(message, path))
                ? either(path, element, element, false)
                : element);
    return merged;
  }

  private static boolean lacks(Map<String, Element> message, String path) {
    int dot = path.lastIndexOf('.');
    return !message.containsKey(path) && (dot < 0 || message.containsKey(path.substring(0, dot)));
  }

  /** What one or the other allows. */
  static Element either(String path, Element one, Element other, boolean required) {
    if (one.type() != other.type()) {
      throw new IllegalStateException(path + " is " + one.type() + " and " + other.type());
    }
    Set<String> values = new LinkedHashSet<>();
    if (!one.values().isEmpty() && !other.values().isEmpty()) {
      values.addAll(one.values());
      values.addAll(other.values());
    }
    return new Element(
        one.type(),
        required,
        values,
        wider(one.minimum(), other.minimum(), -1),
        wider(one.maximum(), other.maximum(), 1),
        null);
  }

  private static @Nullable BigDecimal wider(
      @Nullable BigDecimal one, @Nullable BigDecimal other, int sign) {
    if (one == null || other == null) {
      return null;
    }
    return one.compareTo(other) * sign >= 0 ? one : other;
  }
}

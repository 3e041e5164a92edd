package dev.sluice.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of the information model, as its file tells readers about it.
 *
 * @param id {@code IM-…} as in the list of elements, with a letter behind it when the list's
 *     element has several values here; {@code SL-…} for the gateway's own
 * @param name what people call it
 * @param at where it stands, as {@code Document.path}
 * @param within id of the element whose value has this one in it, such as its negative part; null
 *     for an element with a place of its own
 * @param unit symbol of its unit, or null
 * @param sign {@code load} (positive is charging) or {@code magnitude}, or null
 * @param reference its counterpart in IEC 61850-7-420 or CIM, or null
 * @param personalData whether it tells about a person
 * @param description what it means, in whole sentences
 */
public record ModelElement(
    String id,
    String name,
    List<String> at,
    @Nullable String within,
    MessageModel.ElementType type,
    @Nullable String unit,
    @Nullable String sign,
    @Nullable String reference,
    MessageModel.PersonalData personalData,
    String description) {
  public ModelElement {
    at = List.copyOf(at);
  }

  /** Whether the id is one of the list of elements, and not of the gateway's own. */
  static boolean isListed(String id) {
    return id.startsWith("IM-");
  }

  /** The element of the list that this one belongs to: {@code IM-060} for {@code IM-060a}. */
  public String listed() {
    char last = id.charAt(id.length() - 1);
    return Character.isLetter(last) ? id.substring(0, id.length() - 1) : id;
  }
}

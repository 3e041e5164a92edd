package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions over texts that list several values, with commas between them. */
final class ListFunctions {
  /** More than any list of OCPP has; the text may come from a message of any length. */
  private static final int MOST_ITEMS = 200;

  private ListFunctions() {}

  static List<MappingFunction> all() {
    return List.of(
        MappingFunction.named("firstListed")
            .parameter("wanted", ElementType.STRING)
            .upTo(8)
            .as(ListFunctions::firstListed),
        MappingFunction.named("lists")
            .gives(ElementType.BOOLEAN)
            .parameter("wanted", ElementType.STRING)
            .as(ListFunctions::lists),
        MappingFunction.named("items")
            .gives(ElementType.ARRAY)
            .as((value, arguments) -> array(split(value))),
        MappingFunction.named("itemsOf")
            .gives(ElementType.ARRAY)
            .parameter("known", ElementType.STRING)
            .upTo(24)
            .as(ListFunctions::itemsOf));
  }

  /** The first of the arguments that stands in the list. */
  private static JsonNode firstListed(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    Set<String> listed = split(value);
    for (JsonNode wanted : arguments) {
      if (wanted != null && listed.stream().anyMatch(wanted.asText()::equalsIgnoreCase)) {
        return wanted;
      }
    }
    throw new BadValueException(Numbers.shown(value) + " lists none of the known values");
  }

  /** Whether the argument stands in the list. */
  private static JsonNode lists(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    JsonNode wanted = arguments.get(0);
    return BooleanNode.valueOf(
        wanted != null && split(value).stream().anyMatch(wanted.asText()::equalsIgnoreCase));
  }

  /** The list as an array, each item in the spelling of the arguments. */
  private static JsonNode itemsOf(JsonNode value, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    Set<String> spelled = new LinkedHashSet<>();
    for (String item : split(value)) {
      spelled.add(spelling(item, arguments));
    }
    return array(spelled);
  }

  private static String spelling(String item, List<@Nullable JsonNode> arguments)
      throws BadValueException {
    for (JsonNode known : arguments) {
      if (known != null && known.asText().equalsIgnoreCase(item)) {
        return known.asText();
      }
    }
    throw new BadValueException(
        Numbers.shown(TextNode.valueOf(item)) + " is none of the known values");
  }

  private static JsonNode array(Set<String> items) throws BadValueException {
    if (items.isEmpty()) {
      throw new BadValueException("the list is empty");
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
    items.forEach(array::add);
    return array;
  }

  /** The items in their order, without spaces around them, each once, empty ones left out. */
  private static Set<String> split(JsonNode value) throws BadValueException {
    Set<String> items = new LinkedHashSet<>();
    String text = value.asText();
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      String item = text.substring(start, end).strip();
      if (!item.isEmpty()) {
        items.add(item);
      }
      if (items.size() > MOST_ITEMS) {
        throw new BadValueException("the list has more than " + MOST_ITEMS + " items");
      }
      start = end + 1;
    }
    return items;
  }
}

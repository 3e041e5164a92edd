package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What in a document is not as model.yaml says. */
final class ModelViolations {
  private final Side side;
  private final List<String> found = new ArrayList<>();

  private ModelViolations(Side side) {
    this.side = side;
  }

  static List<String> of(Side side, JsonNode document) {
    ModelViolations violations = new ModelViolations(side);
    violations.object("", document);
    return violations.found;
  }

  private void object(String prefix, JsonNode object) {
    object.properties().forEach(field -> element(prefix + field.getKey(), field.getValue()));
    for (String path : side.model().paths(side.message())) {
      String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
      boolean direct = !name.isEmpty() && !name.contains(".") && !name.contains("[");
      if (direct
          && side.model().element(side.message(), path).map(Element::required).orElse(false)
          && !object.has(name)) {
        found.add(path + " is missing");
      }
    }
  }

  private void element(String path, JsonNode value) {
    Optional<Element> element = side.model().element(side.message(), path);
    if (element.isEmpty()) {
      found.add(path + " is not in the model");
      return;
    }
    ElementType type = element.get().type();
    boolean right =
        switch (type) {
          case STRING -> value.isTextual();
          case INTEGER -> value.isIntegralNumber();
          case NUMBER -> value.isNumber();
          case BOOLEAN -> value.isBoolean();
          case OBJECT -> value.isObject();
          case ARRAY -> value.isArray();
          case ANY -> true;
        };
    if (!right) {
      found.add(path + " is " + value + " and should be " + type);
    }
    try {
      new Bounds(element.get()).check(value);
    } catch (BadValueException e) {
      found.add(path + " " + e.reason());
    }
    if (value.isObject()) {
      object(path + ".", value);
    }
    for (JsonNode item : value.isArray() ? value : List.<JsonNode>of()) {
      element(path + "[*]", item);
    }
  }
}

package dev.sluice.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The information model of the gateway: its documents and their elements. */
public final class InformationModel implements MessageModel {
  private final Map<String, Map<String, Element>> documents = new LinkedHashMap<>();
  private final Map<String, Set<String>> required = new LinkedHashMap<>();
  private final Set<String> forOperator = new LinkedHashSet<>();
  private final Map<String, ModelElement> elements = new LinkedHashMap<>();
  private final Map<String, ModelElement> places = new LinkedHashMap<>();

  InformationModel() {}

  /** Adds a document; false when there is one of this name. */
  boolean document(String name, Collection<String> needed, boolean toOperator) {
    if (documents.putIfAbsent(name, new LinkedHashMap<>()) != null) {
      return false;
    }
    required.put(name, new LinkedHashSet<>(needed));
    if (toOperator) {
      forOperator.add(name);
    }
    return true;
  }

  boolean has(String id) {
    return elements.containsKey(id);
  }

  /** Adds an element with what is the same at all of its places. */
  void add(ModelElement element, Element facts) throws BadCellException {
    elements.put(element.id(), element);
    for (String at : element.at()) {
      put(at, facts);
      places.put(at, element);
    }
  }

  private void put(String at, Element facts) throws BadCellException {
    int dot = at.indexOf('.');
    String document = dot < 0 ? at : at.substring(0, dot);
    Map<String, Element> there = documents.get(document);
    if (there == null || dot < 0) {
      throw new BadCellException(
          "'" + at + "' does not begin with a document", "write Document.element");
    }
    String path = at.substring(dot + 1);
    Set<String> needed = required.getOrDefault(document, Set.of());
    for (int next = path.indexOf('.'); next >= 0; next = path.indexOf('.', next + 1)) {
      structure(there, path.substring(0, next), needed);
    }
    boolean must = needed.contains(path);
    if (path.endsWith("[*]")) {
      String array = path.substring(0, path.length() - 3);
      there.putIfAbsent(array, Element.of(ElementType.ARRAY, needed.contains(array)));
      must = false;
    }
    Element before =
        there.put(
            path,
            new Element(
                facts.type(),
                must,
                facts.values(),
                facts.minimum(),
                facts.maximum(),
                facts.unit(),
                null,
                facts.personalData()));
    if (before != null
        && before.type() != ElementType.OBJECT
        && before.type() != ElementType.ARRAY) {
      throw new BadCellException("'" + at + "' stands in another element's 'at' too", "");
    }
  }

  private static void structure(Map<String, Element> elements, String path, Set<String> needed) {
    String name = path;
    if (path.endsWith("[*]")) {
      name = path.substring(0, path.length() - 3);
      elements.putIfAbsent(name, Element.of(ElementType.ARRAY, needed.contains(name)));
      elements.putIfAbsent(path, Element.of(ElementType.OBJECT, false));
    } else {
      elements.putIfAbsent(name, Element.of(ElementType.OBJECT, needed.contains(name)));
    }
  }

  /** All elements in the order of the files. */
  public Collection<ModelElement> elements() {
    return elements.values();
  }

  /** The element at a path of a document, every array element written {@code [*]}. */
  public Optional<ModelElement> elementAt(String document, String path) {
    return Optional.ofNullable(places.get(document + "." + path));
  }

  @Override
  public boolean hasMessage(String message) {
    return documents.containsKey(message);
  }

  @Override
  public Collection<String> messages() {
    return documents.keySet();
  }

  @Override
  public boolean forFlexibilityOperator(String message) {
    return forOperator.contains(message);
  }

  @Override
  public Optional<Element> element(String message, String path) {
    return Optional.ofNullable(documents.getOrDefault(message, Map.of()).get(path));
  }

  @Override
  public Collection<String> paths(String message) {
    return documents.getOrDefault(message, Map.of()).keySet();
  }
}

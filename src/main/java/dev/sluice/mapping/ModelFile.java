package dev.sluice.mapping;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The information model as {@code mappings/model.yaml} says: its elements, and the documents. */
public final class ModelFile implements MessageModel {
  private static final List<String> KEYS = List.of("documents", "elements");
  private static final List<String> DOCUMENT_KEYS = List.of("name", "description", "required");
  private static final List<String> ELEMENT_KEYS =
      List.of(
          "id",
          "name",
          "at",
          "type",
          "unit",
          "sign",
          "range",
          "values",
          "reference",
          "personalData",
          "description");
  private static final Pattern RANGE =
      Pattern.compile("(?:>= (-?[\\d.]+))|(?:<= (-?[\\d.]+))|(-?[\\d.]+) to (-?[\\d.]+)");

  private final Map<String, Map<String, Element>> documents = new LinkedHashMap<>();
  private final Map<String, Set<String>> required = new LinkedHashMap<>();

  private ModelFile() {}

  /** Reads the file; empty when it has findings. */
  static Optional<ModelFile> read(Path path, YamlFile file) {
    Optional<MappingNode> root = file.read(path);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    ModelFile model = new ModelFile();
    YamlMap cells = new YamlMap(file, root.get(), "", KEYS);
    cells.needed("documents", "");
    cells.needed("elements", "");
    for (MappingNode node : cells.mappings("documents")) {
      YamlMap document = new YamlMap(file, node, "", DOCUMENT_KEYS);
      model.in(document, "name", file, () -> model.document(document));
    }
    for (MappingNode node : cells.mappings("elements")) {
      YamlMap element = new YamlMap(file, node, "", ELEMENT_KEYS);
      model.in(element, "id", file, () -> model.element(element));
    }
    return file.findings().isEmpty() ? Optional.of(model) : Optional.empty();
  }

  private interface Reading {
    void run() throws BadCellException;
  }

  private void in(YamlMap cells, String key, YamlFile file, Reading reading) {
    if (cells.needed(key, "") == null) {
      return;
    }
    try {
      reading.run();
    } catch (BadCellException e) {
      file.findings().add(e.kind(), cells.at(key), "", e.what(), e.suggestion());
    }
  }

  private void document(YamlMap cells) throws BadCellException {
    String name = text(cells, "name");
    documents.put(name, new LinkedHashMap<>());
    required.put(name, new LinkedHashSet<>(texts(cells.cell("required"))));
  }

  private void element(YamlMap cells) throws BadCellException {
    text(cells, "name");
    text(cells, "personalData");
    text(cells, "description");
    ElementType type = type(text(cells, "type"));
    Cell unitCell = cells.cell("unit");
    @Nullable String unit = unitCell == null ? null : unitCell.text();
    if (unit != null && Unit.of(unit).isEmpty()) {
      throw new BadCellException(
          "there is no unit '" + unit + "'", Findings.didYouMean(unit, Unit.symbols()));
    }
    @Nullable BigDecimal minimum = null;
    @Nullable BigDecimal maximum = null;
    Cell range = cells.cell("range");
    if (range != null) {
      Matcher matcher = RANGE.matcher(range.text());
      if (!matcher.matches()) {
        throw new BadCellException(
            "'" + range.text() + "' is not a range", "write >= 0, <= 0 or 1 to 3");
      }
      minimum = number(matcher.group(1), matcher.group(3));
      maximum = number(matcher.group(2), matcher.group(4));
    }
    Set<String> values = new LinkedHashSet<>(texts(cells.cell("values")));
    for (String at : texts(cells.cell("at"))) {
      put(at, type, values, minimum, maximum, unit);
    }
  }

  private void put(
      String at,
      ElementType type,
      Set<String> values,
      @Nullable BigDecimal minimum,
      @Nullable BigDecimal maximum,
      @Nullable String unit)
      throws BadCellException {
    int dot = at.indexOf('.');
    String document = dot < 0 ? at : at.substring(0, dot);
    Map<String, Element> elements = documents.get(document);
    if (elements == null || dot < 0) {
      throw new BadCellException(
          "'" + at + "' does not begin with a document", "write Document.element");
    }
    String path = at.substring(dot + 1);
    Set<String> needed = required.getOrDefault(document, Set.of());
    int from = 0;
    for (int next = path.indexOf('.'); next >= 0; next = path.indexOf('.', from)) {
      structure(elements, path.substring(0, next), needed);
      from = next + 1;
    }
    boolean must = needed.contains(path);
    if (path.endsWith("[*]")) {
      String array = path.substring(0, path.length() - 3);
      elements.putIfAbsent(array, Element.of(ElementType.ARRAY, needed.contains(array)));
      must = false;
    }
    elements.put(path, new Element(type, must, values, minimum, maximum, unit));
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

  private static @Nullable BigDecimal number(@Nullable String one, @Nullable String other) {
    String text = one == null ? other : one;
    return text == null ? null : new BigDecimal(text);
  }

  private static String text(YamlMap cells, String key) throws BadCellException {
    Cell cell = cells.cell(key);
    if (cell == null) {
      throw new BadCellException("the key '" + key + "' is missing", "");
    }
    return cell.text();
  }

  private static ElementType type(String word) throws BadCellException {
    for (ElementType type : ElementType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
        return type;
      }
    }
    throw new BadCellException(
        "'" + word + "' is not a type", "write string, integer, number or boolean");
  }

  private static List<String> texts(@Nullable Cell cell) {
    List<String> texts = new ArrayList<>();
    if (cell != null && cell.node() instanceof SequenceNode sequence) {
      for (Node node : sequence.getValue()) {
        if (node instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        }
      }
    }
    return texts;
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
  public Optional<Element> element(String message, String path) {
    return Optional.ofNullable(documents.getOrDefault(message, Map.of()).get(path));
  }

  @Override
  public Collection<String> paths(String message) {
    return documents.getOrDefault(message, Map.of()).keySet();
  }
}

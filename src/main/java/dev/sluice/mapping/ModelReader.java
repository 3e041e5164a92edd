package dev.sluice.mapping;

import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import dev.sluice.mapping.MessageModel.PersonalData;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code model.yaml}, with the documents, and the files of elements in {@code model/}. */
final class ModelReader {
  /** The folder beside the tables that holds the elements. */
  static final String ELEMENTS = "model";

  private static final List<String> DOCUMENT_KEYS =
      List.of("name", "description", "required", "audience");
  private static final List<String> ELEMENT_KEYS =
      List.of(
          "id",
          "name",
          "at",
          "within",
          "type",
          "unit",
          "sign",
          "range",
          "values",
          "reference",
          "personalData",
          "description");
  private static final Pattern ID = Pattern.compile("IM-\\d{3}[a-z]?|SL-\\d{3}");
  private static final Pattern RANGE =
      Pattern.compile("(?:>= (-?[\\d.]+))|(?:<= (-?[\\d.]+))|(-?[\\d.]+) to (-?[\\d.]+)");

  private final InformationModel model = new InformationModel();
  private final List<Finding> findings;

  private ModelReader(List<Finding> findings) {
    this.findings = findings;
  }

  /** Reads the model of a folder of mappings; empty when it has findings, which are added. */
  static Optional<InformationModel> read(Path folder, List<Finding> findings) {
    int before = findings.size();
    ModelReader reader = new ModelReader(findings);
    reader.file(folder, folder.resolve("model.yaml"), List.of("documents", "elements"));
    for (Path path : YamlFolder.files(folder.resolve(ELEMENTS))) {
      reader.file(folder, path, List.of("elements"));
    }
    return findings.size() == before ? Optional.of(reader.model) : Optional.empty();
  }

  private void file(Path folder, Path path, List<String> keys) {
    YamlFile file = new YamlFile(YamlFolder.name(folder, path));
    file.read(path)
        .ifPresent(
            root -> {
              YamlMap cells = new YamlMap(file, root, "", keys);
              keys.forEach(key -> cells.needed(key, ""));
              read(cells, file);
            });
    findings.addAll(file.findings().sorted());
  }

  private void read(YamlMap cells, YamlFile file) {
    for (MappingNode node : cells.mappings("documents")) {
      YamlMap document = new YamlMap(file, node, "", DOCUMENT_KEYS);
      in(document, "name", file, () -> document(document));
    }
    for (MappingNode node : cells.mappings("elements")) {
      YamlMap element = new YamlMap(file, node, "", ELEMENT_KEYS);
      in(element, "id", file, () -> element(element));
    }
  }

  private interface Reading {
    void run() throws BadCellException;
  }

  private static void in(YamlMap cells, String key, YamlFile file, Reading reading) {
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
    @Nullable String audience = textOrNull(cells, "audience");
    if (!model.document(name, texts(cells.cell("required")), "fo".equals(audience))) {
      throw new BadCellException("the document '" + name + "' is there twice", "");
    }
    if (audience != null && !List.of("fo", "gateway").contains(audience)) {
      throw new BadCellException("'" + audience + "' is not an audience", "write fo or gateway");
    }
  }

  private void element(YamlMap cells) throws BadCellException {
    String id = text(cells, "id");
    if (!ID.matcher(id).matches()) {
      throw new BadCellException(
          "'" + id + "' is not an id", "write IM-060, IM-060a for a part of it, or SL-010");
    }
    String name = text(cells, "name");
    String description = text(cells, "description");
    PersonalData personalData = word(text(cells, "personalData"), PersonalData.class);
    Cell sign = cells.cell("sign");
    if (sign != null && !List.of("load", "magnitude").contains(sign.text())) {
      throw new BadCellException("'" + sign.text() + "' is not a sign", "write load or magnitude");
    }
    if (model.has(id)) {
      throw new BadCellException("the element '" + id + "' is there twice", "");
    }
    ElementType type = type(text(cells, "type"));
    @Nullable String unit = textOrNull(cells, "unit");
    if (unit != null && Unit.of(unit).isEmpty()) {
      throw new BadCellException(
          "there is no unit '" + unit + "'", Findings.didYouMean(unit, Unit.symbols()));
    }
    Bounded range = range(cells.cell("range"));
    Set<String> values = new LinkedHashSet<>(texts(cells.cell("values")));
    model.add(
        new ModelElement(
            id,
            name,
            places(cells),
            textOrNull(cells, "within"),
            type,
            unit,
            textOrNull(cells, "reference"),
            personalData,
            description),
        new Element(
            type, false, values, range.minimum(), range.maximum(), unit, null, personalData));
  }

  private static List<String> places(YamlMap cells) throws BadCellException {
    List<String> places = texts(cells.cell("at"));
    if (places.isEmpty() == (cells.cell("within") == null)) {
      throw new BadCellException(
          "the element needs 'at', or 'within' when it is a part of another one's value",
          "write at: [Document.element]");
    }
    return places;
  }

  private record Bounded(@Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {}

  private static Bounded range(@Nullable Cell cell) throws BadCellException {
    if (cell == null) {
      return new Bounded(null, null);
    }
    Matcher matcher = RANGE.matcher(cell.text());
    if (!matcher.matches()) {
      throw new BadCellException(
          "'" + cell.text() + "' is not a range", "write >= 0, <= 0 or 1 to 3");
    }
    return new Bounded(
        number(matcher.group(1), matcher.group(3)), number(matcher.group(2), matcher.group(4)));
  }

  private static @Nullable BigDecimal number(@Nullable String one, @Nullable String other) {
    String text = one == null ? other : one;
    return text == null ? null : new BigDecimal(text);
  }

  private static @Nullable String textOrNull(YamlMap cells, String key) throws BadCellException {
    Cell cell = cells.cell(key);
    return cell == null ? null : cell.text();
  }

  private static String text(YamlMap cells, String key) throws BadCellException {
    Cell cell = cells.cell(key);
    if (cell == null) {
      throw new BadCellException("the key '" + key + "' is missing", "");
    }
    return cell.text();
  }

  private static <T extends Enum<T>> T word(String word, Class<T> words) throws BadCellException {
    List<String> known = new ArrayList<>();
    for (T candidate : words.getEnumConstants()) {
      known.add(candidate.name().toLowerCase(Locale.ROOT));
      if (known.get(known.size() - 1).equals(word)) {
        return candidate;
      }
    }
    throw new BadCellException(
        "'" + word + "' is none of " + String.join(", ", known), Findings.didYouMean(word, known));
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
}

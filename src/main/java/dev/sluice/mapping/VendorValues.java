package dev.sluice.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A message as some vendor's stations send it: as the protocol's model says, with values that its
 * closed lists do not have. Only for reading; what the gateway sends keeps to the lists.
 *
 * @param model the protocol's model
 * @param of the message with the values
 * @param values the further values of its elements, by path
 */
record VendorValues(MessageModel model, String of, Map<String, Set<String>> values)
    implements MessageModel {
  private static final List<String> KEYS = List.of("element", "values");
  private static final String ROW = "vendorValues";

  VendorValues {
    values = Map.copyOf(values);
  }

  /** The side with the values that the table's {@code vendorValues} add to it. */
  static Side read(List<MappingNode> nodes, Side side, YamlFile file) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (MappingNode node : nodes) {
      YamlMap cells = new YamlMap(file, node, ROW, KEYS);
      Cell element = cells.needed("element", ROW);
      Cell listed = cells.needed("values", ROW);
      if (element != null && listed != null) {
        try {
          add(element.text(), listed.texts(), side, values);
        } catch (BadCellException e) {
          file.findings().add(e.kind(), element.at(), ROW, e.what(), e.suggestion());
        }
      }
    }
    return values.isEmpty()
        ? side
        : new Side(
            side.modelName(),
            new VendorValues(side.model(), side.message(), values),
            side.message());
  }

  private static void add(
      String path, List<String> listed, Side side, Map<String, Set<String>> values)
      throws BadCellException {
    Element element =
        side.model()
            .element(side.message(), path)
            .orElseThrow(
                () ->
                    new BadCellException(
                        Finding.Kind.UNKNOWN_ELEMENT,
                        side + " has no element '" + path + "'",
                        Findings.didYouMean(path, side.model().paths(side.message()))));
    if (element.values().isEmpty()) {
      throw new BadCellException(
          "'" + path + "' has no closed list of values, so any text may stand in it", "");
    }
    if (listed.isEmpty()) {
      throw new BadCellException("no values are listed", "write values: [Vendor.Value]");
    }
    for (String value : listed) {
      if (element.values().contains(value)) {
        throw new BadCellException("'" + value + "' is in the protocol's list already", "");
      }
    }
    Set<String> all = new LinkedHashSet<>(element.values());
    all.addAll(values.getOrDefault(path, Set.of()));
    all.addAll(listed);
    values.put(path, all);
  }

  @Override
  public boolean hasMessage(String message) {
    return model.hasMessage(message);
  }

  @Override
  public Collection<String> messages() {
    return model.messages();
  }

  @Override
  public boolean forFlexibilityOperator(String message) {
    return model.forFlexibilityOperator(message);
  }

  @Override
  public Optional<Element> element(String message, String path) {
    Optional<Element> element = model.element(message, path);
    Set<String> more = values.get(path);
    return more == null || !message.equals(of)
        ? element
        : element.map(
            known ->
                new Element(
                    known.type(),
                    known.required(),
                    more,
                    known.minimum(),
                    known.maximum(),
                    known.unit(),
                    known.longest(),
                    known.personalData()));
  }

  @Override
  public Collection<String> paths(String message) {
    return model.paths(message);
  }
}

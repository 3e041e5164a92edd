package dev.sluice.iso15118;

import dev.sluice.mapping.MessageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The messages of one protocol of the ISO 15118 family in their JSON form (docs/iso15118.md), as
 * the facts of its message sets say. A message has the name of its element, such as {@code
 * DC_ChargeParameterDiscoveryReq}. Safe for any thread.
 */
public final class Iso15118MessageModel implements MessageModel {
  /** Wraps the messages of DIN 70121 and ISO 15118-2. */
  private static final String ENVELOPE = "V2G_Message";

  private static final String HEADER = "Header";

  private final List<MessageSet> sets;
  private final Set<String> messages = new LinkedHashSet<>();
  private final Map<String, Map<String, Element>> byMessage = new ConcurrentHashMap<>();

  Iso15118MessageModel(List<MessageSet> sets) {
    this.sets = List.copyOf(sets);
    for (MessageSet set : sets) {
      set.roots().stream()
          .map(Particle.Child::name)
          .filter(name -> name.endsWith("Req") || name.endsWith("Res"))
          .forEach(messages::add);
    }
  }

  /** The models of all protocols by the name of their folder under {@code mappings/}. */
  public static Map<String, MessageModel> all() {
    Map<String, MessageModel> models = new LinkedHashMap<>();
    models.put("din-70121", of("din-70121", "app-protocol"));
    models.put("iso15118-2", of("iso-2", "app-protocol"));
    models.put(
        "iso15118-20",
        of(
            "iso-20-common",
            "iso-20-ac",
            "iso-20-dc",
            "iso-20-acdp",
            "iso-20-wpt",
            "iso-20-ac-der-iec",
            "iso-20-ac-der-sae",
            "app-protocol"));
    return models;
  }

  private static Iso15118MessageModel of(String... names) {
    return new Iso15118MessageModel(Arrays.stream(names).map(MessageSet::named).toList());
  }

  @Override
  public boolean hasMessage(String message) {
    return messages.contains(message);
  }

  @Override
  public Collection<String> messages() {
    return Set.copyOf(messages);
  }

  @Override
  public Optional<Element> element(String message, String path) {
    return Optional.ofNullable(elements(message).get(path));
  }

  @Override
  public Collection<String> paths(String message) {
    return elements(message).keySet();
  }

  private Map<String, Element> elements(String message) {
    return hasMessage(message) ? byMessage.computeIfAbsent(message, this::merged) : Map.of();
  }

  private Map<String, Element> merged(String message) {
    List<Map<String, Element>> ofSets = new ArrayList<>();
    for (MessageSet set : sets) {
      set.root(message)
          .ifPresent(
              root -> {
                Map<String, Element> elements = new LinkedHashMap<>(header(set));
                elements.putAll(MessageElements.of(set, root));
                elements.computeIfPresent(
                    HEADER, (path, header) -> Element.of(header.type(), false));
                ofSets.add(elements);
              });
    }
    return Merge.of(ofSets);
  }

  /** The header that stands beside the message in the envelope; none where there is no envelope. */
  private static Map<String, Element> header(MessageSet set) {
    Optional<Particle.Child> envelope = set.root(ENVELOPE);
    if (envelope.isEmpty()
        || !(set.type(envelope.get().type()).content() instanceof Particle.Sequence sequence)) {
      return Map.of();
    }
    return sequence.parts().stream()
        .filter(part -> part instanceof Particle.Child child && child.name().equals(HEADER))
        .findFirst()
        .map(header -> MessageElements.with(set, (Particle.Child) header))
        .orElse(Map.of());
  }
}

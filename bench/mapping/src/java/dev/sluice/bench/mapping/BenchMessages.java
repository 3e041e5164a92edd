package dev.sluice.bench.mapping;

import dev.sluice.mapping.MessageModel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The elements of the benchmark's protocol. */
final class BenchMessages implements MessageModel {
  private final Map<String, Element> elements = new LinkedHashMap<>();

  BenchMessages() {
    elements.put("station", Element.of(ElementType.STRING, false));
    elements.put("evse", Element.of(ElementType.INTEGER, false));
    elements.put("connector", Element.of(ElementType.INTEGER, false));
    elements.put("session", Element.of(ElementType.OBJECT, false));
    elements.put("session.id", Element.of(ElementType.STRING, false));
    elements.put("session", Element.of(ElementType.OBJECT, false));
    elements.put("session.startedAt", Element.of(ElementType.STRING, false));
    elements.put("readAt", Element.of(ElementType.STRING, false));
    elements.put("meter", Element.of(ElementType.OBJECT, false));
    elements.put("meter.serial", Element.of(ElementType.STRING, false));
    elements.put("meter", Element.of(ElementType.OBJECT, false));
    elements.put("meter.firmware", Element.of(ElementType.STRING, false));
    elements.put("status", Element.of(ElementType.STRING, false));
    elements.put("context", Element.of(ElementType.STRING, false));
    elements.put("power", Element.of(ElementType.OBJECT, false));
    elements.put("power.total", Element.of(ElementType.NUMBER, false));
    elements.put("power", Element.of(ElementType.OBJECT, false));
    elements.put("power.limit", Element.of(ElementType.NUMBER, false));
    elements.put("energy", Element.of(ElementType.OBJECT, false));
    elements.put("energy.import", Element.of(ElementType.NUMBER, false));
    elements.put("energy", Element.of(ElementType.OBJECT, false));
    elements.put("energy.export", Element.of(ElementType.NUMBER, false));
    elements.put("voltage", Element.of(ElementType.OBJECT, false));
    elements.put("voltage.l1", Element.of(ElementType.NUMBER, false));
    elements.put("voltage", Element.of(ElementType.OBJECT, false));
    elements.put("voltage.l2", Element.of(ElementType.NUMBER, false));
    elements.put("voltage", Element.of(ElementType.OBJECT, false));
    elements.put("voltage.l3", Element.of(ElementType.NUMBER, false));
    elements.put("current", Element.of(ElementType.OBJECT, false));
    elements.put("current.l1", Element.of(ElementType.NUMBER, false));
    elements.put("current", Element.of(ElementType.OBJECT, false));
    elements.put("current.l2", Element.of(ElementType.NUMBER, false));
    elements.put("current", Element.of(ElementType.OBJECT, false));
    elements.put("current.l3", Element.of(ElementType.NUMBER, false));
    elements.put("soc", Element.of(ElementType.INTEGER, false));
    elements.put("locked", Element.of(ElementType.BOOLEAN, false));
    elements.put("sequence", Element.of(ElementType.INTEGER, false));
    elements.put("frequency", Element.of(ElementType.NUMBER, false));
  }

  @Override
  public boolean hasMessage(String message) {
    return message.equals("Reading");
  }

  @Override
  public Collection<String> messages() {
    return List.of("Reading");
  }

  @Override
  public Optional<Element> element(String message, String path) {
    return Optional.ofNullable(elements.get(path));
  }

  @Override
  public Collection<String> paths(String message) {
    return elements.keySet();
  }
}

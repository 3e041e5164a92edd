package dev.sluice.mapping;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The functions that tables may call by name, the only escape hatch to Java. Immutable. */
public final class MappingFunctions {
  private final Map<String, MappingFunction> byName;

  private MappingFunctions(Map<String, MappingFunction> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * The functions that every protocol may need; docs/mappings.md lists them. Pseudonyms are those
   * of this call: a later one makes others of the same values.
   */
  public static MappingFunctions standard() {
    return standard(PseudonymFunction.randomKey());
  }

  /**
   * The functions that every protocol may need, with pseudonyms that stay the same.
   *
   * @param pseudonymKey the key of the pseudonyms, 32 bytes or more
   */
  public static MappingFunctions standard(byte[] pseudonymKey) {
    Map<String, MappingFunction> all = new LinkedHashMap<>();
    ElectricFunctions.all().forEach(function -> all.put(function.name(), function));
    ScalingFunctions.all().forEach(function -> all.put(function.name(), function));
    TextFunctions.all().forEach(function -> all.put(function.name(), function));
    MappingFunction pseudonym = PseudonymFunction.of(pseudonymKey);
    all.put(pseudonym.name(), pseudonym);
    return new MappingFunctions(all);
  }

  /** These functions and one more, which replaces one of the same name. */
  public MappingFunctions with(MappingFunction function) {
    Map<String, MappingFunction> more = new LinkedHashMap<>(byName);
    more.put(function.name(), function);
    return new MappingFunctions(more);
  }

  /** The function of this name. */
  public Optional<MappingFunction> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All names, for suggestions and documents. */
  public Collection<String> names() {
    return byName.keySet();
  }
}

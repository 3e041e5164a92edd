package dev.sluice.mapping;

import java.util.Collection;

/**
 * Brings functions of an integrator. Named in {@code
 * META-INF/services/dev.sluice.mapping.MappingFunctionProvider} of a jar in the functions folder;
 * has a public constructor without parameters.
 */
public interface MappingFunctionProvider {
  /** The functions; asked for once, when the jar is read. */
  Collection<MappingFunction> functions();
}

package dev.sluice.mapping.camel;

import org.apache.camel.spi.Metadata;

/** The headers of exchanges with {@code mapping:} endpoints. */
public final class MappingHeaders {
  /** What could not be carried over as it was; {@code List<Degradation>}, absent when nothing. */
  @Metadata(
      description = "What could not be carried over as it was; absent when nothing",
      javaType = "java.util.List<dev.sluice.mapping.Degradation>")
  public static final String DEGRADATIONS = "CamelMappingDegradations";

  private MappingHeaders() {}
}

package dev.sluice.operations.gateway;

import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Reads the integrator's files without starting anything. */
public final class OfflineCheck {
  private OfflineCheck() {}

  /**
   * What is wrong.
   *
   * @param routes null for where the gateway would look
   * @param mappings null for where the gateway would look
   */
  public static List<Finding> findings(@Nullable Path routes, @Nullable Path mappings) {
    List<Finding> findings = new ArrayList<>();
    RouteFiles files = new RouteFiles(IntegratorFolder.find("routes", routes));
    // Never started: it parses and checks, and holds nothing that must be closed.
    files.load(new DefaultCamelContext());
    findings.addAll(files.findings());
    findings.addAll(folder(mappings).findings());
    return findings;
  }

  /**
   * The mapping tables, and what is wrong with them.
   *
   * @param mappings null for where the gateway would look
   */
  public static LoadResult mappings(@Nullable Path mappings) {
    return folder(mappings).loaded();
  }

  /** Whether there is a file for the table, in force or not. */
  public static boolean hasTable(@Nullable Path mappings, String id) {
    return Files.isRegularFile(IntegratorFolder.find("mappings", mappings).resolve(id + ".yaml"));
  }

  private static MappingFolder folder(@Nullable Path mappings) {
    return new MappingFolder(
        IntegratorFolder.find("mappings", mappings),
        OcppSchemas.official(),
        MappingFunctions.standard());
  }
}

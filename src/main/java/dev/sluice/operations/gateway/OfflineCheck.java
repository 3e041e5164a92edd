package dev.sluice.operations.gateway;

import dev.sluice.mapping.FunctionFolder;
import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.mapping.TableLoader;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.check.FileCheck;
import dev.sluice.operations.check.Finding;
import dev.sluice.operations.check.FunctionJars;
import dev.sluice.operations.check.SetOfFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the integrator's files as a reload does, without a gateway. */
public final class OfflineCheck {
  /** What the gateway gives to routes whatever its configuration. */
  private static final Map<String, String> PROPERTIES =
      Map.of("sluice.fcsbe.http.listen", "127.0.0.1:8443", "sluice.fcsbe.http.scheme", "https");

  private OfflineCheck() {}

  /**
   * What is wrong.
   *
   * @param routes null for where the gateway would look
   * @param mappings null for where the gateway would look
   * @throws StartFailure when a folder is not there or cannot be read
   */
  public static List<Finding> findings(@Nullable Path routes, @Nullable Path mappings) {
    Path routesFolder = IntegratorFolder.find("routes", routes);
    Path mappingsFolder = IntegratorFolder.find("mappings", mappings);
    try {
      return check().check(SetOfFiles.read(routesFolder, mappingsFolder)).findings();
    } catch (IOException e) {
      throw new StartFailure(
          "the files cannot be read: " + e.getMessage(),
          routesFolder + ", " + mappingsFolder,
          "make the folders readable",
          e);
    }
  }

  /**
   * The mapping tables, and what is wrong with them; findings begin with the folder's own name.
   *
   * @param mappings null for where the gateway would look
   */
  public static LoadResult mappings(@Nullable Path mappings) {
    Path folder = IntegratorFolder.find("mappings", mappings);
    FunctionFolder functions =
        FunctionFolder.read(FunctionJars.beside(folder), MappingFunctions.standard());
    return TableLoader.load(
            folder, ProtocolModels.all(OcppSchemas.official()), functions.functions())
        .after(functions.findings());
  }

  /** Whether there is a file for the table, in force or not. */
  public static boolean hasTable(@Nullable Path mappings, String id) {
    return Files.isRegularFile(IntegratorFolder.find("mappings", mappings).resolve(id + ".yaml"));
  }

  private static FileCheck check() {
    return FileCheck.offline(
        ProtocolModels.all(OcppSchemas.official()), MappingFunctions.standard(), PROPERTIES::get);
  }
}

package dev.sluice.operations.gateway;

import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.check.FileCheck;
import dev.sluice.operations.check.FileTexts;
import dev.sluice.operations.check.Finding;
import dev.sluice.operations.check.FunctionJars;
import dev.sluice.operations.check.SetOfFiles;
import java.io.IOException;
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
      throw unreadable(routesFolder + ", " + mappingsFolder, e);
    }
  }

  /**
   * The mapping tables, and what is wrong with them.
   *
   * @param mappings null for where the gateway would look
   * @throws StartFailure when the folder is not there or cannot be read
   */
  public static LoadResult mappings(@Nullable Path mappings) {
    Path folder = IntegratorFolder.find("mappings", mappings);
    try {
      FunctionJars jars = FunctionJars.read(FunctionJars.beside(folder));
      return check().tables(new SetOfFiles(FileTexts.none(), FileTexts.read(folder), jars));
    } catch (IOException e) {
      throw unreadable(folder.toString(), e);
    }
  }

  private static FileCheck check() {
    return FileCheck.offline(
        ProtocolModels.all(OcppSchemas.official()), MappingFunctions.standard(), PROPERTIES::get);
  }

  private static StartFailure unreadable(String folders, IOException why) {
    return new StartFailure(
        "the files cannot be read: " + why.getMessage(), folders, "make the folders readable", why);
  }
}

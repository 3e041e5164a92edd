package dev.sluice.operations.gateway;

import dev.sluice.ocpp.wire.OcppMessageModel;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.check.FileCheck;
import dev.sluice.operations.check.FileTexts;
import dev.sluice.operations.check.Finding;
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
      SetOfFiles files =
          new SetOfFiles(FileTexts.read(routesFolder), FileTexts.read(mappingsFolder));
      return FileCheck.offline(OcppMessageModel.all(OcppSchemas.official()), PROPERTIES::get)
          .check(files)
          .findings();
    } catch (IOException e) {
      throw new StartFailure(
          "the files cannot be read: " + e.getMessage(),
          routesFolder + ", " + mappingsFolder,
          "make the folders readable",
          e);
    }
  }
}

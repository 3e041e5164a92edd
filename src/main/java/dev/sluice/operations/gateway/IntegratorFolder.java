package dev.sluice.operations.gateway;

import dev.sluice.operations.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/** Where the files of the integrator are: in a folder, or those that the jar brings. */
final class IntegratorFolder {
  private IntegratorFolder() {}

  /**
   * The configured folder, else {@code ./name} if it is there, else a copy of what the jar brings.
   *
   * @throws StartFailure when the configured folder is not there
   */
  static Path find(String name, @Nullable Path configured) {
    if (configured != null) {
      if (!Files.isDirectory(configured)) {
        throw new StartFailure(
            configured.toAbsolutePath().normalize() + " is not a folder",
            "sluice." + name,
            "make the folder, or leave the property out to use the " + name + " in the jar",
            null);
      }
      return configured;
    }
    Path here = Path.of(name);
    return Files.isDirectory(here) ? here : packaged(name);
  }

  private static Path packaged(String name) {
    String root = "sluice/" + name + "/";
    try {
      Path folder = Files.createTempDirectory("sluice-" + name + "-");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + root + "**/*.yaml")) {
        String url = file.getURL().toString();
        Path target = folder.resolve(url.substring(url.lastIndexOf(root) + root.length()));
        Files.createDirectories(target.resolveSibling("."));
        try (InputStream in = file.getInputStream()) {
          Files.copy(in, target);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new StartFailure(
          "the " + name + " in the jar cannot be unpacked: " + e.getMessage(),
          System.getProperty("java.io.tmpdir", ""),
          "make the temporary folder writable, or set sluice." + name,
          e);
    }
  }
}

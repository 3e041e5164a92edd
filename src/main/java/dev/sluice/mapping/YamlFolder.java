package dev.sluice.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder of mappings. */
final class YamlFolder {
  private YamlFolder() {}

  /** The YAML files right in the folder, by name; none when it cannot be listed. */
  static List<Path> files(Path folder) {
    return list(folder).stream()
        .filter(path -> path.getFileName().toString().endsWith(".yaml"))
        .filter(Files::isRegularFile)
        .toList();
  }

  /** The folders right in the folder that hold tables, by name. */
  static List<Path> folders(Path folder) {
    return list(folder).stream()
        .filter(Files::isDirectory)
        .filter(path -> !path.endsWith("enums") && !path.endsWith(ModelReader.ELEMENTS))
        .toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  static String stem(Path path) {
    String name = path.getFileName().toString();
    return name.substring(0, name.length() - ".yaml".length());
  }

  /** How findings name the file: from the folder of the mappings on, with slashes. */
  static String name(Path root, Path path) {
    Path last = root.toAbsolutePath().normalize().getFileName();
    String inside = root.relativize(path).toString().replace('\\', '/');
    return last == null ? inside : last + "/" + inside;
  }
}

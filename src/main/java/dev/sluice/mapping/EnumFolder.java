package dev.sluice.mapping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The enum tables that the tables of one folder may name: its own, then the shared ones. */
final class EnumFolder {
  private final Map<String, Path> paths = new LinkedHashMap<>();
  private final Map<String, Optional<EnumTable>> read = new LinkedHashMap<>();
  private final Map<String, YamlFile> files = new LinkedHashMap<>();

  EnumFolder(Path root, Path folder) {
    for (Path enums : java.util.List.of(root.resolve("enums"), folder.resolve("enums"))) {
      if (Files.isDirectory(enums)) {
        for (Path path : YamlFolder.files(enums)) {
          String name = YamlFolder.stem(path);
          paths.put(name, path);
          files.put(name, new YamlFile(YamlFolder.name(root, path)));
        }
      }
    }
    paths.forEach((name, path) -> read.put(name, EnumReader.read(path, name, file(name))));
  }

  private YamlFile file(String name) {
    return java.util.Objects.requireNonNull(files.get(name));
  }

  Iterable<YamlFile> files() {
    return files.values();
  }

  EnumTable find(String name) throws BadCellException {
    Optional<EnumTable> found = read.get(name);
    if (found == null) {
      Set<String> names = new TreeSet<>(paths.keySet());
      String near = Findings.didYouMean(name, names);
      throw new BadCellException(
          Finding.Kind.UNKNOWN_ENUM,
          "there is no enum '" + name + "'",
          near.isEmpty() ? "enums are files in the folder enums" : near);
    }
    return found.orElseThrow(
        () ->
            new BadCellException(
                Finding.Kind.UNKNOWN_ENUM,
                "the enum '" + name + "' has findings of its own",
                "see " + file(name).name()));
  }
}

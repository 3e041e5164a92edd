package dev.sluice.operations.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The YAML files of a folder as they were at one moment.
 *
 * @param texts by path from the folder on, with slashes
 */
public record FileTexts(SortedMap<String, String> texts) {
  private static final int DEEPEST = 4;
  private static final int MOST_FILES = 5_000;
  private static final int LONGEST = 1 << 20;

  public FileTexts {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  public static FileTexts none() {
    return new FileTexts(new TreeMap<>());
  }

  /**
   * Reads all of them. Names that begin with a dot are passed over: editors keep their own files
   * there, and mounted volumes their older versions.
   *
   * @throws IOException when a file cannot be read, is longer than 1 MiB, or there are too many
   */
  public static FileTexts read(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
          throw new IOException(file + " is longer than 1 MiB");
        }
        texts.put(name, new String(bytes, StandardCharsets.UTF_8));
      } catch (NoSuchFileException e) {
        continue; // it went between the listing and now: it is not there
      }
    }
    return new FileTexts(texts);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder");
    }
    try (Stream<Path> walk = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          walk.filter(path -> path.toString().endsWith(".yaml"))
              .filter(path -> !hidden(folder.relativize(path)))
              .filter(Files::isRegularFile)
              .limit(MOST_FILES + 1L)
              .toList();
      if (files.size() > MOST_FILES) {
        throw new IOException(folder + " has more than " + MOST_FILES + " files");
      }
      return files;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean hidden(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Puts them into another folder. */
  public void write(Path folder) throws IOException {
    for (var file : texts.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling("."));
      Files.writeString(target, file.getValue());
    }
  }

  void into(MessageDigest digest) {
    texts.forEach(
        (name, text) -> {
          digest.update((name + "\0" + text.length() + "\0").getBytes(StandardCharsets.UTF_8));
          digest.update(text.getBytes(StandardCharsets.UTF_8));
        });
  }
}

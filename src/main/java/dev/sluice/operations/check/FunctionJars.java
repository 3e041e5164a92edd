package dev.sluice.operations.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
 * The jars with an integrator's functions as they were at one moment.
 *
 * @param jars their bytes by name; nobody moves the buffers' positions
 */
public record FunctionJars(SortedMap<String, ByteBuffer> jars) {
  private static final int MOST_JARS = 100;
  private static final int LONGEST = 32 << 20;

  public FunctionJars {
    jars = Collections.unmodifiableSortedMap(new TreeMap<>(jars));
  }

  static FunctionJars none() {
    return new FunctionJars(new TreeMap<>());
  }

  /** Where the jars to a folder of mappings lie: in {@code functions}, beside it. */
  public static Path beside(Path mappings) {
    return mappings.toAbsolutePath().normalize().resolveSibling("functions");
  }

  /**
   * Reads all of them; a folder that is not there has none.
   *
   * @throws IOException when one cannot be read, or all together are longer than 32 MiB or more
   *     than 100
   */
  public static FunctionJars read(Path folder) throws IOException {
    SortedMap<String, ByteBuffer> jars = new TreeMap<>();
    int left = LONGEST;
    for (Path file : files(folder)) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(left + 1);
        left -= bytes.length;
        if (left < 0) {
          throw new IOException(folder + " has more than 32 MiB of jars");
        }
        jars.put(file.getFileName().toString(), ByteBuffer.wrap(bytes));
      } catch (NoSuchFileException e) {
        continue; // it went between the listing and now: it is not there
      }
    }
    return new FunctionJars(jars);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      List<Path> jars =
          paths
              .filter(path -> path.toString().endsWith(".jar"))
              .filter(path -> !path.getFileName().toString().startsWith("."))
              .filter(Files::isRegularFile)
              .limit(MOST_JARS + 1L)
              .toList();
      if (jars.size() > MOST_JARS) {
        throw new IOException(folder + " has more than " + MOST_JARS + " jars");
      }
      return jars;
    }
  }

  /** Puts them into another folder. */
  void write(Path folder) throws IOException {
    for (var jar : jars.entrySet()) {
      Files.write(folder.resolve(jar.getKey()), jar.getValue().array());
    }
  }

  void into(MessageDigest digest) {
    jars.forEach(
        (name, bytes) -> {
          digest.update((name + "\0" + bytes.limit() + "\0").getBytes(StandardCharsets.UTF_8));
          digest.update(bytes.array());
        });
  }
}

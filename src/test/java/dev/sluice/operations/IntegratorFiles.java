package dev.sluice.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.util.FileSystemUtils;

/** A copy of the shipped routes and mappings that a test edits. */
record IntegratorFiles(Path folder) {
  static IntegratorFiles copy(Path folder) throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
    FileSystemUtils.copyRecursively(Path.of("mappings"), folder.resolve("mappings"));
    return new IntegratorFiles(folder);
  }

  String[] properties(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "--sluice.routes=" + folder.resolve("routes");
    all[1] = "--sluice.mappings=" + folder.resolve("mappings");
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** As editors do: a new file beside it that takes its name. */
  void write(String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.resolveSibling("."));
    Path fresh = target.resolveSibling(target.getFileName() + "~");
    Files.writeString(fresh, text);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void edit(String file, String from, String to) throws IOException {
    String before = read(file);
    String after = before.replace(from, to);
    if (after.equals(before)) {
      throw new IllegalArgumentException(file + " has no " + from);
    }
    write(file, after);
  }

  void rename(String file, String to) throws IOException {
    Files.move(folder.resolve(file), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }
}

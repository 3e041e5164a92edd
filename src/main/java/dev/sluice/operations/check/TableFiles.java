package dev.sluice.operations.check;

import dev.sluice.mapping.FunctionFolder;
import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.mapping.MessageModel;
import dev.sluice.mapping.TableLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Compiles the mapping tables of a set of files, with the functions of its jars. Works on copies: a
 * jar that is written anew must not change under those who use it.
 */
final class TableFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TableFiles.class);

  private final Map<String, MessageModel> protocols;
  private final MappingFunctions standard;
  private @Nullable FunctionJars jars;
  private FunctionFolder functions;

  /**
   * @param standard the functions that every gateway has
   */
  TableFiles(Map<String, MessageModel> protocols, MappingFunctions standard) {
    this.protocols = protocols;
    this.standard = standard;
    this.functions = new FunctionFolder(standard, List.of());
  }

  /**
   * The tables, and all that is wrong with them and with the jars. The same jars are not loaded
   * again: their classes would pile up.
   *
   * @throws IOException when there is no room for the copies
   */
  synchronized LoadResult load(SetOfFiles files) throws IOException {
    Path copy = Files.createTempDirectory("sluice-tables-");
    try {
      // Findings name the file from this folder's name on.
      Path folder = Files.createDirectory(copy.resolve("mappings"));
      files.mappings().write(folder);
      if (!files.functions().equals(jars)) {
        Path copies = Files.createDirectory(copy.resolve("functions"));
        files.functions().write(copies);
        functions = FunctionFolder.read(copies, standard);
        jars = files.functions();
      }
      return TableLoader.load(folder, protocols, functions.functions()).after(functions.findings());
    } finally {
      remove(copy);
    }
  }

  /** An open jar is read on where a file may go while it is open; elsewhere it stays behind. */
  private static void remove(Path copy) {
    try {
      FileSystemUtils.deleteRecursively(copy);
    } catch (IOException e) {
      LOG.debug("{} stays", copy, e);
    }
  }
}

package dev.sluice.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key that pseudonyms are made with: 64 hexadecimal digits in a file that only its owner can
 * read. All nodes of one gateway need the same one.
 */
public final class PseudonymKey {
  /** Name of the file in the gateway's data folder. */
  public static final String FILE = "pseudonyms.key";

  private static final int BYTES = 32;

  private PseudonymKey() {}

  /**
   * The key in the folder, made there when there is none.
   *
   * @throws KeyMaterialException when the file cannot be read, written or understood, or everybody
   *     can read it
   */
  public static byte[] in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        create(file);
      }
      OwnerFiles.mustBePrivate(file);
      byte[] content = Files.readAllBytes(file);
      return HexFormat.of().parseHex(new String(content, StandardCharsets.US_ASCII).strip(), 0, 64);
    } catch (IOException e) {
      throw new KeyMaterialException(
          "The key of the pseudonyms cannot be read or made.",
          "The file is " + file + ": " + e.getMessage() + ".",
          "Let the gateway's user write to its data folder.",
          e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new KeyMaterialException(
          "The key of the pseudonyms is not 64 hexadecimal digits.",
          "The file is " + file + ".",
          "Put back the file as it was, or remove it: then all pseudonyms change.",
          e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try {
      OwnerFiles.create(
          file, (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      // Another node was first; its key is the one.
      return;
    }
  }
}

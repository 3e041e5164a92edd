package dev.sluice.operations.check;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The files of the integrator as they were at one moment: what is checked is what is deployed. */
public record SetOfFiles(FileTexts routes, FileTexts mappings, FunctionJars functions) {
  /** A set without functions of the integrator. */
  public SetOfFiles(FileTexts routes, FileTexts mappings) {
    this(routes, mappings, FunctionJars.none());
  }

  /**
   * Reads them; the functions lie beside the mappings.
   *
   * @throws IOException when a file cannot be read, or there are too many or too long ones
   */
  public static SetOfFiles read(Path routes, Path mappings) throws IOException {
    return new SetOfFiles(
        FileTexts.read(routes),
        FileTexts.read(mappings),
        FunctionJars.read(FunctionJars.beside(mappings)));
  }

  /** Twelve hexadecimal digits that are the same for the same files. */
  public String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      routes.into(digest);
      digest.update((byte) 1);
      mappings.into(digest);
      digest.update((byte) 1);
      functions.into(digest);
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The files that are not the same in the other set, each with its folder before it. */
  public List<String> differences(SetOfFiles other) {
    List<String> differing = new ArrayList<>();
    differing(differing, "routes/", routes.texts(), other.routes.texts());
    differing(differing, "mappings/", mappings.texts(), other.mappings.texts());
    differing(differing, "functions/", functions.jars(), other.functions.jars());
    return differing;
  }

  private static void differing(
      List<String> into, String prefix, Map<String, ?> one, Map<String, ?> other) {
    TreeSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    for (String name : names) {
      if (!Objects.equals(one.get(name), other.get(name))) {
        into.add(prefix + name);
      }
    }
  }
}

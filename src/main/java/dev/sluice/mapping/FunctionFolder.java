package dev.sluice.mapping;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The functions that an integrator brings: jars in the folder beside the mappings. Each jar has a
 * class loader of its own, so two of them may carry different versions of one library. A jar with a
 * finding is left out as a whole.
 *
 * @param functions the standard functions and those of the jars
 * @param findings what is wrong with jars, by name of the file
 */
public record FunctionFolder(MappingFunctions functions, List<Finding> findings) {
  /** More jars than anyone has functions for. */
  private static final int MOST_JARS = 100;

  public FunctionFolder {
    findings = List.copyOf(findings);
  }

  /**
   * Reads the jars.
   *
   * @param folder the folder; one that is not there has no jars
   * @param standard what the jars add to
   */
  public static FunctionFolder read(Path folder, MappingFunctions standard) {
    List<Finding> findings = new ArrayList<>();
    MappingFunctions functions = standard;
    for (Path jar : jars(folder, findings)) {
      try {
        functions = with(jar, functions);
      } catch (BadCellException e) {
        findings.add(finding(folder, jar, e.what(), e.suggestion()));
      }
    }
    return new FunctionFolder(functions, findings);
  }

  private static List<Path> jars(Path folder, List<Finding> findings) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      List<Path> jars = paths.filter(path -> path.toString().endsWith(".jar")).sorted().toList();
      if (jars.size() > MOST_JARS) {
        findings.add(finding(folder, folder, "there are more than " + MOST_JARS + " jars", ""));
        return List.of();
      }
      return jars;
    } catch (IOException e) {
      findings.add(finding(folder, folder, "the folder cannot be read: " + e, ""));
      return List.of();
    }
  }

  private static MappingFunctions with(Path jar, MappingFunctions before) throws BadCellException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      String service = "META-INF/services/" + MappingFunctionProvider.class.getName();
      if (zip.getEntry(service) == null) {
        throw new BadCellException(
            "the jar names no provider of functions", "put the class's name into " + service);
      }
    } catch (IOException e) {
      throw new BadCellException("the jar cannot be read: " + e.getMessage(), "");
    }
    List<MappingFunction> brought = new ArrayList<>();
    try {
      // Stays open: functions may need further classes whenever they are called.
      ClassLoader loader =
          new URLClassLoader(
              new URL[] {jar.toUri().toURL()}, FunctionFolder.class.getClassLoader());
      ServiceLoader.load(MappingFunctionProvider.class, loader).stream()
          .filter(provider -> provider.type().getClassLoader() == loader)
          .forEach(provider -> brought.addAll(provider.get().functions()));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      throw new BadCellException("the provider of functions fails: " + reason(e), "");
    } catch (IOException e) {
      throw new BadCellException("the jar cannot be read: " + e.getMessage(), "");
    }
    return with(brought, before);
  }

  private static MappingFunctions with(List<MappingFunction> brought, MappingFunctions before)
      throws BadCellException {
    MappingFunctions functions = before;
    for (MappingFunction function : brought) {
      if (functions.find(function.name()).isPresent()) {
        throw new BadCellException(
            "there is a function '" + function.name() + "' already", "give it another name");
      }
      functions = functions.with(function);
    }
    for (MappingFunction function : brought) {
      String inverse = function.inverse();
      if (inverse != null && functions.find(inverse).isEmpty()) {
        throw new BadCellException(
            "'" + function.name() + "' is undone by '" + inverse + "', which there is not",
            Findings.didYouMean(inverse, functions.names()));
      }
    }
    return functions;
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : failure.getMessage() + ": " + cause;
  }

  private static Finding finding(Path folder, Path jar, String what, String suggestion) {
    String name =
        jar.equals(folder)
            ? String.valueOf(folder.getFileName())
            : folder.getFileName() + "/" + jar.getFileName();
    return new Finding(
        Finding.Kind.BAD_FUNCTION_JAR, new Position(name, 1, 1), "", what, suggestion);
  }
}

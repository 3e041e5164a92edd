package dev.sluice.operations.deploy;

import dev.sluice.mapping.MappingTables;
import dev.sluice.operations.check.CamelFailure;
import dev.sluice.operations.check.Checked;
import dev.sluice.operations.check.Finding;
import dev.sluice.operations.check.RouteLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a checked set of files in the place of the one in force: all of it, or nothing. */
final class Replacement {
  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

  private final RouteContext context;
  private final MappingTables tables;
  private final Duration wait;
  private final SortedMap<String, LoadedFile> intended;
  private final SortedMap<String, LoadedFile> files;
  private final Set<String> affected;
  private final Map<String, String> texts;
  private final Checked checked;
  private final List<Finding> failures = new ArrayList<>();

  /** What is in force afterwards, and why when it is not the new set. */
  record Result(SortedMap<String, LoadedFile> files, List<Finding> failures, boolean restored) {}

  /**
   * @param tables the tables in force, which are replaced
   * @param wait how long exchanges under way in routes that go may take
   * @param old the version in force
   * @param texts the files that take their place
   */
  Replacement(
      RouteContext context,
      MappingTables tables,
      Duration wait,
      InForce old,
      Map<String, String> texts,
      Checked checked) {
    this.context = context;
    this.tables = tables;
    this.wait = wait;
    this.intended = old.intended();
    this.files = new TreeMap<>(old.loaded());
    this.affected = affected(old.loaded(), texts, checked.parts());
    this.texts = texts;
    this.checked = checked;
  }

  /**
   * The route files of both sets that have to be taken out or put in: those that differ, and all
   * when one that differs has parts that change other files' routes.
   */
  static Set<String> affected(
      Map<String, LoadedFile> old, Map<String, String> texts, Map<String, Checked.Part> parts) {
    Set<String> affected = new HashSet<>(texts.keySet());
    affected.addAll(old.keySet());
    affected.removeIf(file -> old.containsKey(file) && text(old, file).equals(texts.get(file)));
    boolean shared =
        affected.stream().anyMatch(file -> shared(old.get(file)) || shared(parts.get(file)));
    if (shared) {
      affected.addAll(old.keySet());
      affected.addAll(texts.keySet());
    }
    return affected;
  }

  private static String text(Map<String, LoadedFile> files, String file) {
    LoadedFile found = files.get(file);
    return found == null ? "" : found.text();
  }

  private static boolean shared(@Nullable LoadedFile file) {
    return file != null && file.shared();
  }

  private static boolean shared(Checked.@Nullable Part part) {
    return part != null && part.shared();
  }

  Result run() {
    MappingTables before = tables.inForce();
    if (takeOut()) {
      // Between the old routes and the new: no exchange sees the one with the tables of the other.
      tables.replace(checked.tables());
      if (putIn()) {
        return new Result(files, List.of(), true);
      }
    }
    tables.replace(before);
    boolean out = takeOut();
    return new Result(files, failures, restore() && out);
  }

  /** Takes out what is affected. */
  private boolean takeOut() {
    List<LoadedFile> going =
        files.values().stream().filter(file -> affected.contains(file.file())).toList();
    LoadedFile at = null;
    try {
      context.stop(going, wait);
      for (LoadedFile file : going) {
        at = file;
        context.remove(file);
        files.remove(file.file());
      }
      return true;
    } catch (Exception | LinkageError | StackOverflowError e) {
      return at == null ? failed("", "", e) : failed(at.file(), at.text(), e);
    }
  }

  private boolean putIn() {
    for (String file : RouteLoader.ordered(texts.keySet())) {
      if (affected.contains(file)) {
        String text = texts.getOrDefault(file, "");
        Checked.Part part = checked.parts().getOrDefault(file, new Checked.Part(false, Set.of()));
        try {
          files.put(file, context.add(file, text, part));
        } catch (Exception | LinkageError | StackOverflowError e) {
          return failed(file, text, e);
        }
      }
    }
    return true;
  }

  /** Puts back what was there: as much of it as goes. */
  private boolean restore() {
    boolean all = true;
    for (String file : RouteLoader.ordered(intended.keySet())) {
      LoadedFile was = intended.get(file);
      if (was != null && !files.containsKey(file)) {
        try {
          files.put(file, context.add(was));
        } catch (Exception | LinkageError | StackOverflowError e) {
          all = failed(file, was.text(), e);
        }
      }
    }
    return all;
  }

  private boolean failed(String file, String text, Throwable why) {
    LOG.debug("route file {}", file, why);
    Finding finding = CamelFailure.finding(file, text, why).under("routes");
    if (!failures.contains(finding)) {
      failures.add(finding);
    }
    return false;
  }
}

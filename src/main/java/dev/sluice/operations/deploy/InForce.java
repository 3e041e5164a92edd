package dev.sluice.operations.deploy;

import dev.sluice.operations.check.FileTexts;
import dev.sluice.operations.check.Finding;
import dev.sluice.operations.check.SetOfFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The version in force. Immutable. */
public final class InForce {
  private final SetOfFiles files;
  private final Instant since;
  private final Map<String, String> states;
  private final SortedMap<String, LoadedFile> loaded;
  private final SortedMap<String, LoadedFile> missing;
  private final List<Finding> findings;
  private final Set<String> tables;

  InForce(
      SetOfFiles files,
      Instant since,
      Map<String, String> states,
      SortedMap<String, LoadedFile> loaded,
      List<Finding> findings,
      Set<String> tables) {
    this(files, since, states, loaded, new TreeMap<>(), findings, tables);
  }

  private InForce(
      SetOfFiles files,
      Instant since,
      Map<String, String> states,
      SortedMap<String, LoadedFile> loaded,
      SortedMap<String, LoadedFile> missing,
      List<Finding> findings,
      Set<String> tables) {
    this.files = files;
    this.since = since;
    this.states = Collections.unmodifiableMap(new TreeMap<>(states));
    this.loaded = Collections.unmodifiableSortedMap(new TreeMap<>(loaded));
    this.missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    this.findings = List.copyOf(findings);
    this.tables = Set.copyOf(tables);
  }

  static InForce nothing() {
    FileTexts none = FileTexts.none();
    return new InForce(
        new SetOfFiles(none, none), Instant.EPOCH, Map.of(), new TreeMap<>(), List.of(), Set.of());
  }

  /** All files are in force. */
  static InForce whole(
      SetOfFiles files, Instant since, SortedMap<String, LoadedFile> loaded, Set<String> tables) {
    Map<String, String> states = new TreeMap<>();
    loaded.keySet().forEach(file -> states.put(file, "loaded"));
    return new InForce(files, since, states, loaded, List.of(), tables);
  }

  /**
   * The same version after some of its files were taken out and put back.
   *
   * @param now the files that are loaded; what else the version had is missing
   */
  InForce with(SortedMap<String, LoadedFile> now) {
    SortedMap<String, LoadedFile> lost = new TreeMap<>(intended());
    lost.keySet().removeAll(now.keySet());
    Map<String, String> words = new TreeMap<>(states);
    now.keySet().forEach(file -> words.put(file, "loaded"));
    lost.keySet().forEach(file -> words.put(file, "not in force"));
    return new InForce(files, since, words, now, lost, findings, tables);
  }

  /** All files that this version had when it came in force. */
  SortedMap<String, LoadedFile> intended() {
    SortedMap<String, LoadedFile> all = new TreeMap<>(loaded);
    all.putAll(missing);
    return all;
  }

  /** Whether files of this version could not be put back. */
  boolean broken() {
    return !missing.isEmpty();
  }

  /** Twelve hexadecimal digits that are the same for the same files. */
  public String version() {
    return files.version();
  }

  public Instant since() {
    return since;
  }

  /** What became of each route file, in words. */
  public Map<String, String> routeFiles() {
    return states;
  }

  /** How many route files are in force. */
  public int routesInForce() {
    return loaded.size();
  }

  /** How many tables of each folder are in force, in words. */
  public Map<String, String> mappingFolders() {
    Map<String, Integer> counts = new TreeMap<>();
    tables.forEach(id -> counts.merge(id.substring(0, id.indexOf('/')), 1, Integer::sum));
    Map<String, String> words = new TreeMap<>();
    counts.forEach((folder, count) -> words.put(folder, count + " tables in force"));
    return words;
  }

  /** The ids of the tables in force. */
  public Set<String> tables() {
    return tables;
  }

  /** What is wrong and therefore not in force: since the start, or because it did not come back. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings);
    missing
        .keySet()
        .forEach(
            file ->
                all.add(
                    new Finding(
                        "routes/" + file,
                        0,
                        0,
                        "this file of the version in force did not start again",
                        "see the log; the next reload tries it again")));
    return all;
  }

  SetOfFiles files() {
    return files;
  }

  SortedMap<String, LoadedFile> loaded() {
    return loaded;
  }
}

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

/** The version in force. */
public final class InForce {
  private final SetOfFiles files;
  private final Instant since;
  private final Map<String, String> states;
  private final SortedMap<String, LoadedFile> loaded;
  private final List<Finding> findings;
  private final Set<String> tables;

  InForce(
      SetOfFiles files,
      Instant since,
      Map<String, String> states,
      SortedMap<String, LoadedFile> loaded,
      List<Finding> findings,
      Set<String> tables) {
    this.files = files;
    this.since = since;
    this.states = Collections.unmodifiableMap(new TreeMap<>(states));
    this.loaded = Collections.unmodifiableSortedMap(new TreeMap<>(loaded));
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

  /** The same version, loaded anew. */
  InForce with(SortedMap<String, LoadedFile> again) {
    return new InForce(files, since, states, again, findings, tables);
  }

  /** What is left of this version. */
  InForce broken(SortedMap<String, LoadedFile> left, List<Finding> why) {
    Map<String, String> now = new TreeMap<>(states);
    now.replaceAll((file, state) -> left.containsKey(file) ? "loaded" : "not in force");
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(why);
    return new InForce(files, since, now, left, all, tables);
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

  /** What is wrong in the files and therefore not in force; empty unless since the start. */
  public List<Finding> findings() {
    return findings;
  }

  SetOfFiles files() {
    return files;
  }

  SortedMap<String, LoadedFile> loaded() {
    return loaded;
  }
}

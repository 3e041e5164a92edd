package dev.sluice.operations.check;

import dev.sluice.mapping.LoadResult;
import dev.sluice.mapping.MappingFunctions;
import dev.sluice.mapping.MappingTables;
import dev.sluice.mapping.MessageModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Says all that is wrong in a set of route files and mapping tables: by reading them with their
 * places in mind first, and where nothing is found by building the routes in a scratch context.
 */
public final class FileCheck {
  private final TableFiles tables;
  private final Function<String, @Nullable String> properties;
  private final boolean propertiesKnown;

  private FileCheck(
      TableFiles tables, Function<String, @Nullable String> properties, boolean propertiesKnown) {
    this.tables = tables;
    this.properties = properties;
    this.propertiesKnown = propertiesKnown;
  }

  /**
   * For a gateway that runs.
   *
   * @param protocols models of the protocols' messages
   * @param functions those that tables may name besides the integrator's
   * @param properties what {@code {{name}}} in a route is; null for one that is not set
   */
  public static FileCheck running(
      Map<String, MessageModel> protocols,
      MappingFunctions functions,
      Function<String, @Nullable String> properties) {
    return new FileCheck(new TableFiles(protocols, functions), properties, true);
  }

  /** Where nobody knows the properties of the gateway: one that is not set is no finding. */
  public static FileCheck offline(
      Map<String, MessageModel> protocols,
      MappingFunctions functions,
      Function<String, @Nullable String> properties) {
    return new FileCheck(new TableFiles(protocols, functions), properties, false);
  }

  /**
   * Checks all files.
   *
   * @throws IOException when there is no room for a copy of the tables
   */
  public Checked check(SetOfFiles files) throws IOException {
    return check(files, true);
  }

  /** Checks without Camel's own word: for one who loads the files at once and hears it then. */
  public Checked read(SetOfFiles files) throws IOException {
    return check(files, false);
  }

  private Checked check(SetOfFiles files, boolean scratch) throws IOException {
    LoadResult loaded = tables.load(files);
    FindingList findings = new FindingList();
    Map<String, SequenceNode> trees = new LinkedHashMap<>();
    Map<String, RouteFileSites> sites = new LinkedHashMap<>();
    for (String file : RouteLoader.ordered(files.routes().texts().keySet())) {
      String text = files.routes().texts().getOrDefault(file, "");
      SequenceNode tree = new RouteYaml(file, findings).read(text).orElse(null);
      if (tree != null) {
        trees.put(file, tree);
      }
      sites.put(file, RouteFileSites.of(file, tree));
    }
    one(trees, sites, findings);
    Set<String> waiting =
        new SetCheck(findings)
            .check(
                sites.values(),
                ScratchContext.beans().keySet(),
                loaded.tables(),
                broken(files.mappings(), loaded.tables()));
    if (scratch) {
      scratch(files.routes(), trees, loaded.tables(), waiting, findings);
    }
    Map<String, Checked.Part> parts = new HashMap<>();
    sites.forEach(
        (file, found) ->
            parts.put(
                file,
                new Checked.Part(
                    found.shared,
                    found.beansGiven.stream()
                        .map(RouteFileSites.Name::text)
                        .collect(Collectors.toSet()))));
    return new Checked(new ArrayList<>(findings.all()), mappings(loaded), loaded.tables(), parts);
  }

  private void one(
      Map<String, SequenceNode> trees, Map<String, RouteFileSites> sites, FindingList findings) {
    ComponentCatalogue catalogue = ComponentCatalogue.ofThisProgram();
    EndpointCheck endpoints = new EndpointCheck(catalogue, findings);
    SecurityCheck security = new SecurityCheck(catalogue, findings);
    trees.forEach((file, tree) -> new DslCheck(file, findings).check(tree));
    for (RouteFileSites each : sites.values()) {
      each.endpoints.forEach(endpoints::check);
      each.endpoints.forEach(security::check);
      each.routes.forEach(security::edge);
    }
    if (propertiesKnown) {
      PlaceholderCheck placeholders = new PlaceholderCheck(properties);
      trees.forEach((file, tree) -> placeholders.check(file, tree, findings));
    }
  }

  private static Set<String> broken(FileTexts mappings, MappingTables tables) {
    return mappings.texts().keySet().stream()
        .map(file -> file.substring(0, file.length() - ".yaml".length()))
        .filter(id -> id.matches("(?!model/)[^/]+/[^/]+") && tables.find(id).isEmpty())
        .collect(Collectors.toSet());
  }

  /** Camel's own word on what looks right. */
  private void scratch(
      FileTexts routes,
      Map<String, SequenceNode> trees,
      MappingTables tables,
      Set<String> waiting,
      FindingList findings) {
    Set<String> wrong =
        findings.all().stream().map(Finding::file).collect(Collectors.toCollection(HashSet::new));
    wrong.addAll(waiting);
    FindingList unset = new FindingList();
    trees.forEach((file, tree) -> new PlaceholderCheck(properties).check(file, tree, unset));
    unset.all().forEach(finding -> wrong.add(finding.file()));
    try (ScratchContext context = new ScratchContext(tables, properties)) {
      for (String file : RouteLoader.ordered(routes.texts().keySet())) {
        String text = routes.texts().getOrDefault(file, "");
        if (!wrong.contains(file) && trees.containsKey(file)) {
          try {
            context.add(file, text);
          } catch (Exception e) {
            findings.add(CamelFailure.finding(file, text, e));
          }
        }
      }
    }
  }

  private static List<Finding> mappings(LoadResult loaded) {
    return loaded.findings().stream()
        .map(
            finding ->
                new Finding(
                    finding.at().file(),
                    finding.at().line(),
                    finding.at().column(),
                    (finding.row().isEmpty() ? "" : finding.row() + ": ") + finding.what(),
                    finding.suggestion()))
        .toList();
  }
}

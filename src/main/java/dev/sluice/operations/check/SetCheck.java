package dev.sluice.operations.check;

import dev.sluice.mapping.MappingDirection;
import dev.sluice.mapping.MappingTable;
import dev.sluice.mapping.MappingTables;
import dev.sluice.mapping.Spelling;
import dev.sluice.operations.check.RouteFileSites.Name;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** What only all files together show: names that are there twice, or not at all. */
final class SetCheck {
  private final FindingList findings;

  SetCheck(FindingList findings) {
    this.findings = findings;
  }

  /**
   * @param beans names that the program gives
   * @param tables the mapping tables that would be in force
   * @param broken ids of tables that have findings of their own
   * @return the files that name such a table, and work when it does
   */
  Set<String> check(
      Collection<RouteFileSites> files,
      Set<String> beans,
      MappingTables tables,
      Set<String> broken) {
    routeIds(files);
    configurations(files);
    beans(files, beans);
    Set<String> direct = consumers(files);
    Map<String, EndpointSite> clients = new HashMap<>();
    Set<String> waiting = new HashSet<>();
    for (RouteFileSites file : files) {
      for (EndpointSite site : file.endpoints) {
        if (!site.consumer() && site.scheme().equals("direct")) {
          direct(site, direct);
        } else if (site.scheme().equals("mapping")) {
          Pattern meant = pattern(site.path());
          if (broken.stream().anyMatch(id -> meant.matcher(id).matches())) {
            waiting.add(file.file); // what is wrong with the table is said already
          } else {
            table(site, meant, tables);
          }
        }
        client(site, clients);
      }
    }
    return waiting;
  }

  private void routeIds(Collection<RouteFileSites> files) {
    Map<String, RouteSite> seen = new HashMap<>();
    for (RouteFileSites file : files) {
      for (RouteSite route : file.routes) {
        String id = route.id();
        if (id == null) {
          findings.add(route.file(), route.node(), "the route has no id", "add 'id:' below it");
          continue;
        }
        RouteSite other = seen.putIfAbsent(id, route);
        if (other != null) {
          findings.add(
              route.file(),
              route.node(),
              "the route id '" + id + "' is taken by " + place(other.file(), other.node()),
              "give this route another id");
        }
      }
    }
  }

  private static String place(String file, Node node) {
    return file + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }

  private void configurations(Collection<RouteFileSites> files) {
    Set<String> given = new TreeSet<>();
    for (RouteFileSites file : files) {
      for (Name each : file.configurationsGiven) {
        if (!given.add(each.text())) {
          findings.add(
              each.file(),
              each.node(),
              "the route configuration '" + each.text() + "' is there twice",
              "give this one another id");
        }
      }
    }
    for (RouteFileSites file : files) {
      for (Name each : file.configurationsUsed) {
        if (!each.text().contains("*")
            && !given.containsAll(List.of(each.text().split("\\s*,\\s*")))) {
          findings.addOfOthers(
              each.file(),
              each.node(),
              "there is no routeConfiguration '" + each.text() + "'",
              Spelling.didYouMean(each.text(), given));
        }
      }
    }
  }

  private void beans(Collection<RouteFileSites> files, Set<String> beans) {
    Set<String> given = new TreeSet<>(beans);
    files.forEach(file -> file.beansGiven.forEach(each -> given.add(each.text())));
    for (RouteFileSites file : files) {
      for (Name each : file.beansUsed) {
        if (!given.contains(each.text())) {
          String near = Spelling.didYouMean(each.text(), given);
          findings.add(
              each.file(),
              each.node(),
              "there is no processor or bean '" + each.text() + "'",
              near.isEmpty() ? "there are " + String.join(", ", given) : near);
        }
      }
    }
  }

  /** The direct: addresses that have a route; one address has one route. */
  private Set<String> consumers(Collection<RouteFileSites> files) {
    Map<String, RouteSite> taken = new HashMap<>();
    for (RouteFileSites file : files) {
      for (RouteSite route : file.routes) {
        EndpointSite from = route.from();
        String key = from == null ? null : exclusive(from);
        RouteSite other = key == null ? null : taken.putIfAbsent(key, route);
        if (from != null && other != null) {
          findings.add(
              from.file(),
              from.node(),
              "two routes begin with "
                  + key
                  + ", the other at "
                  + place(other.file(), other.node()),
              "remove one of them");
        }
      }
    }
    return taken.keySet().stream()
        .filter(key -> key.startsWith("direct:"))
        .map(key -> key.substring("direct:".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static @org.jspecify.annotations.Nullable String exclusive(EndpointSite from) {
    if (from.scheme().equals("direct")) {
      return from.name();
    }
    return from.name().equals("flexibility:commands")
        ? from.name() + "?useCase=" + from.option("useCase")
        : null;
  }

  private void direct(EndpointSite site, Set<String> known) {
    if (!known.contains(site.path()) && !site.path().contains("{")) {
      findings.addOfOthers(
          site.file(),
          site.node(),
          "no route begins with direct:" + site.path(),
          Spelling.didYouMean(site.path(), known));
    }
  }

  private void table(EndpointSite site, Pattern pattern, MappingTables tables) {
    String written = site.path();
    if (written.contains("{{")) {
      return;
    }
    List<MappingTable> meant =
        tables.ids().stream()
            .filter(id -> pattern.matcher(id).matches())
            .map(id -> tables.find(id).orElseThrow())
            .toList();
    if (meant.isEmpty()) {
      List<String> near = tables.near(written);
      findings.addOfOthers(
          site.file(),
          site.node(),
          "there is no mapping table '" + written + "'",
          near.isEmpty()
              ? "add mappings/" + written + ".yaml"
              : "did you mean '" + near.get(0) + "'?");
      return;
    }
    direction(site, meant);
  }

  private void direction(EndpointSite site, List<MappingTable> meant) {
    EndpointSite.Option option = site.options().get("direction");
    Set<MappingDirection> there = new HashSet<>();
    meant.forEach(table -> there.addAll(table.directions()));
    if (option == null) {
      if (meant.size() == 1 && there.size() > 1) {
        findings.addOfOthers(
            site.file(),
            site.node(),
            site.name() + " works both ways",
            "add direction: up or direction: down");
      }
      return;
    }
    Optional<MappingDirection> wanted =
        List.of(MappingDirection.values()).stream()
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(option.value()))
            .findFirst();
    if (wanted.isPresent() && !there.contains(wanted.get())) {
      findings.add(
          site.file(),
          option.node(),
          option.offset(),
          "the table '" + site.path() + "' has no direction " + option.value(),
          "write "
              + there.stream()
                  .map(each -> each.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(" or ")),
          true);
    }
  }

  /** What stands in ${…} is one part of a table's id, whichever. */
  private static Pattern pattern(String written) {
    return Pattern.compile(
        List.of(written.split("\\$\\{[^}]*}", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]+")));
  }

  /** Two clients with one id put each other out of the broker. */
  private void client(EndpointSite site, Map<String, EndpointSite> clients) {
    EndpointSite.Option id = site.options().get("clientId");
    if (id == null || !site.scheme().matches("paho.*|mqtt.*|hivemq.*")) {
      return;
    }
    EndpointSite other = clients.putIfAbsent(id.value(), site);
    if (other != null) {
      findings.add(
          site.file(),
          id.node(),
          id.offset(),
          "the MQTT client id '"
              + id.value()
              + "' is used at "
              + place(other.file(), other.node())
              + " too, and a broker lets only one of them in",
          "write another clientId",
          false);
    }
  }
}

package dev.sluice.operations.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.Spelling;
import dev.sluice.operations.check.EndpointSite.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/** Whether the components of a file's endpoints exist, and have the options and values written. */
final class EndpointCheck {
  private static final Set<String> NUMBERS = Set.of("integer", "number");

  private final ComponentCatalogue catalogue;
  private final FindingList findings;

  EndpointCheck(ComponentCatalogue catalogue, FindingList findings) {
    this.catalogue = catalogue;
    this.findings = findings;
  }

  void check(EndpointSite site) {
    if (!catalogue.schemes().contains(site.scheme())) {
      String near = Spelling.didYouMean(site.scheme(), catalogue.schemes());
      findings.add(
          site.file(),
          site.node(),
          RouteYaml.quote(site.node()),
          "there is no component '" + site.scheme() + "'",
          near.isEmpty() ? "the components are " + String.join(", ", catalogue.schemes()) : near,
          false);
      return;
    }
    JsonNode component = catalogue.of(site.scheme()).path("component");
    if (site.consumer() && component.path("producerOnly").asBoolean()) {
      findings.add(
          site.file(), site.node(), site.scheme() + ": cannot be a from", "use it in a to");
    }
    if (!site.consumer() && component.path("consumerOnly").asBoolean()) {
      findings.add(site.file(), site.node(), site.scheme() + ": can only be a from", "");
    }
    Map<String, JsonNode> known = catalogue.options(site.scheme());
    if (known.isEmpty()) {
      return;
    }
    boolean lenient = component.path("lenientProperties").asBoolean();
    site.options()
        .forEach(
            (name, option) -> {
              JsonNode described = described(known, name);
              if (described == null) {
                if (!lenient && !name.startsWith("?")) {
                  unknown(site, name, option, usable(site, known));
                }
              } else {
                value(site, name, option, described);
              }
            });
    // A misspelled option would otherwise be told twice: as unknown and as missing.
    known.forEach(
        (name, described) -> {
          if (described.path("required").asBoolean() && site.option(name) == null) {
            findings.add(site.file(), site.node(), site.name() + " lacks the option " + name, "");
          }
        });
  }

  private static @org.jspecify.annotations.Nullable JsonNode described(
      Map<String, JsonNode> known, String name) {
    JsonNode same = known.get(name);
    if (same != null) {
      return same;
    }
    for (JsonNode each : known.values()) {
      String prefix = each.path("prefix").asText();
      String optional = each.path("optionalPrefix").asText();
      if (!prefix.isEmpty() && name.startsWith(prefix)) {
        return each;
      }
      if (!optional.isEmpty() && name.startsWith(optional)) {
        return known.get(name.substring(optional.length()));
      }
    }
    return null;
  }

  /** The options for a from, or for a to. */
  private static Set<String> usable(EndpointSite site, Map<String, JsonNode> known) {
    String other = site.consumer() ? "producer" : "consumer";
    return known.entrySet().stream()
        .filter(each -> !each.getValue().path("label").asText().startsWith(other))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void unknown(EndpointSite site, String name, Option option, Set<String> known) {
    String near = Spelling.didYouMean(name, known);
    findings.add(
        site.file(),
        option.node(),
        option.offset(),
        site.scheme() + ": has no option '" + name + "'",
        near.isEmpty() && known.size() < 20 ? "the options are " + String.join(", ", known) : near,
        false);
  }

  private void value(EndpointSite site, String name, Option option, JsonNode described) {
    String value = option.value();
    if (value.contains("{{") || value.contains("${") || value.startsWith("#")) {
      return;
    }
    String type = described.path("type").asText();
    List<String> words = new ArrayList<>();
    described.path("enum").forEach(word -> words.add(word.asText()));
    if (!words.isEmpty()) {
      if (words.stream().noneMatch(word -> word.equalsIgnoreCase(value))) {
        String near = Spelling.didYouMean(value, words);
        bad(site, name, option, near.isEmpty() ? "write " + String.join(" or ", words) : near);
      }
    } else if (type.equals("boolean")) {
      if (!value.matches("(?i)true|false")) {
        bad(site, name, option, "write true or false");
      }
    } else if (type.equals("duration")) {
      if (!duration(value)) {
        bad(site, name, option, "write milliseconds, or a duration such as 5s or 1m30s");
      }
    } else if (NUMBERS.contains(type) && !value.matches("[-+]?\\d+(\\.\\d+)?([kKmMgG][bB]?)?")) {
      bad(site, name, option, "write a number");
    }
  }

  private static boolean duration(String value) {
    try {
      var unused = TimeUtils.toMilliSeconds(value);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void bad(EndpointSite site, String name, Option option, String instead) {
    findings.add(
        site.file(),
        option.node(),
        option.offset(),
        "the option '" + name + "' of " + site.scheme() + ": cannot be '" + option.value() + "'",
        instead,
        false);
  }
}

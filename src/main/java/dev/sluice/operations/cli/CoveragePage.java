package dev.sluice.operations.cli;

import dev.sluice.mapping.Carrier;
import dev.sluice.mapping.Coverage;
import dev.sluice.mapping.CoverageCell;
import dev.sluice.mapping.CoverageDeclaration;
import dev.sluice.mapping.CoverageState;
import dev.sluice.mapping.ModelElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All elements with their rows in every protocol, in Markdown. It names no lines, so it stays. */
final class CoveragePage {
  private final Coverage coverage;
  private final StringBuilder text = new StringBuilder();

  CoveragePage(Coverage coverage) {
    this.coverage = coverage;
  }

  String text() {
    text.setLength(0);
    line("| | " + String.join(" | ", coverage.protocols()) + " |");
    line("|---|" + "---:|".repeat(coverage.protocols().size()));
    for (CoverageState state : CoverageState.values()) {
      line(
          "| "
              + state.word()
              + " | "
              + coverage.protocols().stream()
                  .map(protocol -> String.valueOf(count(state, protocol)))
                  .collect(Collectors.joining(" | "))
              + " |");
    }
    groups().forEach(this::group);
    return text.toString();
  }

  private long count(CoverageState state, String protocol) {
    return coverage.elements().stream().filter(id -> coverage.state(id, protocol) == state).count();
  }

  /** The elements by the file that tells about them. */
  private Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String id : coverage.elements()) {
      String file = coverage.position(coverage.parts(id).get(0)).file();
      String name = file.substring(file.lastIndexOf('/') + 1).replace(".yaml", "");
      groups.computeIfAbsent(name, none -> new ArrayList<>()).add(id);
    }
    return groups;
  }

  private void group(String file, List<String> ids) {
    line("");
    line("## " + file.substring(0, 1).toUpperCase(Locale.ROOT) + ". " + title(file));
    line("");
    line("| | Element | " + String.join(" | ", coverage.protocols()) + " |");
    line("|---|---|" + "---|".repeat(coverage.protocols().size()));
    for (String id : ids) {
      line(
          "| ["
              + id
              + "](#"
              + id.toLowerCase(Locale.ROOT)
              + ") | "
              + cell(coverage.parts(id).get(0).name())
              + " | "
              + coverage.protocols().stream()
                  .map(protocol -> word(coverage.state(id, protocol)))
                  .collect(Collectors.joining(" | "))
              + " |");
    }
    ids.forEach(this::element);
  }

  private static String title(String file) {
    String words = file.substring(file.indexOf('-') + 1).replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private void element(String id) {
    line("");
    line("### " + id);
    line("");
    line("| Part | Meaning | Place | Unit | Sign | Personal data | IEC 61850-7-420, CIM |");
    line("|---|---|---|---|---|---|---|");
    for (ModelElement part : coverage.parts(id)) {
      line(
          "| "
              + String.join(
                  " | ",
                  part.id(),
                  cell(part.name() + ": " + part.description()),
                  place(part),
                  or(part.unit()),
                  or(part.sign()),
                  part.personalData().name().toLowerCase(Locale.ROOT),
                  cell(or(part.reference())))
              + " |");
    }
    line("");
    coverage.protocols().forEach(protocol -> protocol(id, protocol));
  }

  private static String place(ModelElement part) {
    return part.within() == null
        ? part.at().stream().map(at -> "`" + at + "`").collect(Collectors.joining(", "))
        : "within " + part.within();
  }

  private void protocol(String id, String protocol) {
    List<ModelElement> parts = coverage.parts(id);
    Set<String> lines = new LinkedHashSet<>();
    boolean carried = false;
    for (ModelElement part : parts) {
      String name = parts.size() == 1 ? "" : part.id() + " ";
      CoverageCell there = coverage.cell(part.id(), protocol);
      CoverageDeclaration why = there.declaration();
      if (why != null) {
        lines.add((why.element().equals(part.id()) ? name : "") + reason(why));
      } else if (there.state() == CoverageState.BLANK) {
        lines.add(name + word(there.state()));
      }
      there.carriers().forEach(carrier -> lines.add(name + row(carrier)));
      carried |= !there.carriers().isEmpty();
    }
    if (lines.size() == 1 && !carried) {
      line("- " + protocol + ": " + lines.iterator().next());
      return;
    }
    line("- " + protocol + ": " + word(coverage.state(id, protocol)));
    lines.forEach(text -> line("  - " + text));
  }

  private static String reason(CoverageDeclaration why) {
    return why.state().word()
        + ": "
        + cell(why.reason())
        + (why.note() == null ? "" : " (" + cell(why.note()) + ")");
  }

  private static String row(Carrier carrier) {
    Set<String> ways = new TreeSet<>();
    carrier.directions().forEach(way -> ways.add(way.name().toLowerCase(Locale.ROOT)));
    return carrier.table().substring(carrier.table().indexOf('/') + 1)
        + " "
        + String.join(" and ", ways)
        + ": `"
        + carrier.row()
        + "`"
        + (carrier.quality() == null
            ? ""
            : ", " + carrier.quality().name().toLowerCase(Locale.ROOT))
        + (carrier.note() == null ? "" : ", " + carrier.note());
  }

  private static String word(CoverageState state) {
    return state == CoverageState.BLANK ? "**blank**" : state.word();
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }

  private void line(String written) {
    text.append(written).append('\n');
  }
}

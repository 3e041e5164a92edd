package dev.sluice.operations.cli;

import dev.sluice.mapping.Carrier;
import dev.sluice.mapping.Coverage;
import dev.sluice.mapping.CoverageCell;
import dev.sluice.mapping.CoverageDeclaration;
import dev.sluice.mapping.CoverageState;
import dev.sluice.mapping.ModelElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The matrix of elements and protocols for a terminal. */
final class CoverageText {
  private static final int NAME = 40;

  private final Coverage coverage;
  private final List<String> protocols;

  CoverageText(Coverage coverage, List<String> protocols) {
    this.coverage = coverage;
    this.protocols = List.copyOf(protocols);
  }

  /** A word for each element and protocol, then how often each word is there. */
  List<String> matrix() {
    List<String> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("element", "name"));
    head.addAll(protocols);
    lines.add(line(head));
    for (String id : coverage.elements()) {
      List<String> cells = new ArrayList<>(List.of(id, name(id)));
      protocols.forEach(protocol -> cells.add(word(coverage.state(id, protocol))));
      lines.add(line(cells));
    }
    lines.add("");
    for (CoverageState state : CoverageState.values()) {
      List<String> counts = new ArrayList<>(List.of("", word(state)));
      for (String protocol : protocols) {
        counts.add(
            String.valueOf(
                coverage.elements().stream()
                    .filter(id -> coverage.state(id, protocol) == state)
                    .count()));
      }
      lines.add(line(counts));
    }
    return lines;
  }

  /** Every part of the elements, with the rows that carry it or why none does. */
  List<String> details(List<String> ids) {
    List<String> lines = new ArrayList<>();
    for (String id : ids) {
      for (ModelElement part : coverage.parts(id)) {
        lines.add(part.id() + "  " + part.name());
        for (String protocol : protocols) {
          cell(protocol, coverage.cell(part.id(), protocol), lines);
        }
      }
    }
    return lines;
  }

  private static void cell(String protocol, CoverageCell cell, List<String> lines) {
    CoverageDeclaration declaration = cell.declaration();
    lines.add(
        "  "
            + protocol
            + ": "
            + word(cell.state())
            + (declaration == null ? "" : ", " + declaration.reason())
            + (declaration == null ? "" : " (" + declaration.at() + ")"));
    for (Carrier carrier : cell.carriers()) {
      lines.add(
          "    "
              + carrier.at()
              + "  "
              + carrier.row()
              + (carrier.quality() == null
                  ? ""
                  : ", " + carrier.quality().name().toLowerCase(Locale.ROOT))
              + (carrier.note() == null ? "" : ": " + carrier.note()));
    }
  }

  private String name(String id) {
    String name = coverage.parts(id).get(0).name();
    return name.length() > NAME ? name.substring(0, NAME - 1) + "…" : name;
  }

  private static String word(CoverageState state) {
    return state == CoverageState.BLANK ? "BLANK" : state.word();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      int width = i == 0 ? 9 : i == 1 ? NAME + 2 : Math.max(16, protocols.get(i - 2).length() + 2);
      line.append(cells.get(i)).append(" ".repeat(Math.max(1, width - cells.get(i).length())));
    }
    return line.toString().stripTrailing();
  }
}

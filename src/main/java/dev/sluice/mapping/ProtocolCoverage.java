package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows and the declarations of one protocol's folder, and whether they agree. */
final class ProtocolCoverage {
  private final InformationModel model;
  private final Map<String, List<Carrier>> carriers;
  private final CoverageReader declared;
  private final Map<String, CoverageDeclaration> byElement = new LinkedHashMap<>();

  ProtocolCoverage(
      InformationModel model, Map<String, List<Carrier>> carriers, CoverageReader declared) {
    this.model = model;
    this.carriers = carriers;
    this.declared = declared;
    declared
        .declarations()
        .forEach(declaration -> byElement.putIfAbsent(declaration.element(), declaration));
  }

  CoverageCell cell(ModelElement part) {
    return CoverageCell.of(carriers(part), declaration(part));
  }

  private List<Carrier> carriers(ModelElement part) {
    return carriers.getOrDefault(part.id(), List.of());
  }

  /** A part's own declaration comes before that of the whole element. */
  private @Nullable CoverageDeclaration declaration(ModelElement part) {
    CoverageDeclaration own = byElement.get(part.id());
    return own == null ? byElement.get(part.listed()) : own;
  }

  /** What is wrong with the declarations; gaps only when every one of them could be read. */
  List<Finding> findings(String protocol) {
    List<Finding> findings = new ArrayList<>(declared.findings());
    boolean readable = findings.isEmpty();
    for (CoverageDeclaration declaration : declared.declarations()) {
      String what = idle(declaration);
      if (!what.isEmpty()) {
        findings.add(
            new Finding(
                Finding.Kind.IDLE_DECLARATION,
                declaration.at(),
                "",
                what,
                "remove what is not true"));
      }
    }
    if (readable && declared.files() > 0) {
      gaps(protocol, findings);
    }
    return findings;
  }

  /** Why the declaration says nothing; empty when it does. */
  private String idle(CoverageDeclaration declaration) {
    String id = declaration.element();
    CoverageDeclaration first = byElement.get(id);
    if (first != null && first != declaration) {
      return id + " is declared already in " + first.at();
    }
    List<ModelElement> parts = model.parts(id);
    List<ModelElement> open = parts.stream().filter(part -> carriers(part).isEmpty()).toList();
    if (open.isEmpty()) {
      return id
          + " is declared "
          + declaration.state().word()
          + ", and the row in "
          + carriers(parts.get(0)).get(0).at()
          + " carries it";
    }
    return open.stream().anyMatch(part -> declaration.equals(declaration(part)))
        ? ""
        : "every part of " + id + " without a row has a declaration of its own";
  }

  private void gaps(String protocol, List<Finding> findings) {
    for (ModelElement part : model.elements()) {
      if (ModelElement.isListed(part.id()) && cell(part).state() == CoverageState.BLANK) {
        findings.add(
            new Finding(
                Finding.Kind.UNCOVERED_ELEMENT,
                model.position(part.id()),
                "",
                protocol + " has neither a row nor a declaration for " + part.id(),
                "add a row to a table, or declare it in "
                    + protocol
                    + "/"
                    + CoverageReader.FOLDER));
      }
    }
  }
}

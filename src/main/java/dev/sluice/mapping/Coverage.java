package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What each protocol's tables do with each element of the information model. It says nothing of the
 * gateway's own elements ({@code SL-…}).
 */
public final class Coverage {
  private final List<ModelElement> parts;
  private final Map<String, Position> positions;
  private final Map<String, Map<String, CoverageCell>> cells;
  private final List<Finding> findings;

  private Coverage(
      List<ModelElement> parts,
      Map<String, Position> positions,
      Map<String, Map<String, CoverageCell>> cells,
      List<Finding> findings) {
    this.parts = List.copyOf(parts);
    this.positions = positions;
    this.cells = cells;
    this.findings = List.copyOf(findings);
  }

  /** Of a folder without a model. */
  static Coverage none() {
    return new Coverage(List.of(), Map.of(), Map.of(), List.of());
  }

  /** Of the protocols, in the order of the map. */
  static Coverage of(InformationModel model, Map<String, ProtocolCoverage> protocols) {
    List<ModelElement> parts =
        model.elements().stream().filter(element -> ModelElement.isListed(element.id())).toList();
    Map<String, Map<String, CoverageCell>> cells = new LinkedHashMap<>();
    List<Finding> findings = new ArrayList<>();
    protocols.forEach(
        (name, protocol) -> {
          Map<String, CoverageCell> column = new LinkedHashMap<>();
          parts.forEach(part -> column.put(part.id(), protocol.cell(part)));
          cells.put(name, column);
          findings.addAll(protocol.findings(name));
        });
    Map<String, Position> positions = new LinkedHashMap<>();
    parts.forEach(part -> positions.put(part.id(), model.position(part.id())));
    return new Coverage(parts, positions, cells, findings);
  }

  /** Names of the protocols' folders. */
  public List<String> protocols() {
    return List.copyOf(cells.keySet());
  }

  /** Ids of the list's elements, such as {@code IM-041}, in the order of the files. */
  public List<String> elements() {
    Set<String> ids = new LinkedHashSet<>();
    parts.forEach(part -> ids.add(part.listed()));
    return List.copyOf(ids);
  }

  /** The parts of an element of the list, or the part itself; empty when there is none. */
  public List<ModelElement> parts(String id) {
    return parts.stream().filter(part -> part.id().equals(id) || part.listed().equals(id)).toList();
  }

  /** Where the model tells about the part. */
  public Position position(ModelElement part) {
    return Objects.requireNonNull(positions.get(part.id()), part.id());
  }

  /**
   * One part in one protocol.
   *
   * @throws IllegalArgumentException if there is no such part or protocol
   */
  public CoverageCell cell(String part, String protocol) {
    CoverageCell cell = cells.getOrDefault(protocol, Map.of()).get(part);
    if (cell == null) {
      throw new IllegalArgumentException("no " + part + " in " + protocol);
    }
    return cell;
  }

  /**
   * What becomes of an element of the list, all of its parts together: {@code FULL} when every part
   * that means something on this leg is, {@code DEGRADED} when at least one is carried, otherwise
   * what was declared; a part without row or declaration counts before a declared one.
   */
  public CoverageState state(String id, String protocol) {
    List<CoverageState> states =
        parts(id).stream().map(part -> cell(part.id(), protocol).state()).toList();
    boolean carried =
        states.contains(CoverageState.FULL) || states.contains(CoverageState.DEGRADED);
    boolean lacking =
        states.contains(CoverageState.DEGRADED)
            || states.contains(CoverageState.REFUSED)
            || states.contains(CoverageState.BLANK);
    if (carried) {
      return lacking ? CoverageState.DEGRADED : CoverageState.FULL;
    }
    if (states.contains(CoverageState.BLANK)) {
      return CoverageState.BLANK;
    }
    return states.contains(CoverageState.REFUSED)
        ? CoverageState.REFUSED
        : CoverageState.NOT_APPLICABLE;
  }

  /** Parts with neither a row nor a declaration in the protocol. */
  public List<ModelElement> blanks(String protocol) {
    return parts.stream()
        .filter(part -> cell(part.id(), protocol).state() == CoverageState.BLANK)
        .toList();
  }

  /** What is wrong with the declarations. It keeps no table out of force. */
  public List<Finding> findings() {
    return findings;
  }
}

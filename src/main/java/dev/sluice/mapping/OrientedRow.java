package dev.sluice.mapping;

import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.ElementType;
import dev.sluice.mapping.RowSpec.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row seen in one direction: what it reads is its source, what it writes its target.
 *
 * @param table the table
 * @param block the block that it is in
 * @param row the row
 * @param direction the direction
 */
record OrientedRow(TableSpec table, EachSpec block, RowSpec row, MappingDirection direction) {
  boolean forward() {
    return direction == table.forward();
  }

  Side sourceSide() {
    return forward() ? table.from() : table.to();
  }

  Side targetSide() {
    return forward() ? table.to() : table.from();
  }

  String sourceKey() {
    return forward() ? "from" : "to";
  }

  String targetKey() {
    return forward() ? "to" : "from";
  }

  @Nullable ElementPath source() {
    return forward() ? row.from() : row.to();
  }

  @Nullable ElementPath target() {
    return forward() ? row.to() : row.from();
  }

  @Nullable ElementPath sourceArray() {
    return forward() ? block.from() : block.to();
  }

  @Nullable ElementPath targetArray() {
    return forward() ? block.to() : block.from();
  }

  @Nullable Pair<Unit> unit() {
    Pair<Unit> unit = row.unit();
    return unit == null || forward() ? unit : unit.swapped();
  }

  @Nullable Pair<ElementType> type() {
    Pair<ElementType> type = row.type();
    return type == null || forward() ? type : type.swapped();
  }

  @Nullable Condition when() {
    return row.when().get(direction);
  }

  /** Path of an element of the source, as the source's model writes it. */
  String sourceModelPath(ElementPath path) {
    return modelPath(sourceArray(), path);
  }

  /** Path of an element of the target, as the target's model writes it. */
  String targetModelPath(ElementPath path) {
    return modelPath(targetArray(), path);
  }

  Optional<Element> sourceElement(ElementPath path) {
    return sourceSide().model().element(sourceSide().message(), sourceModelPath(path));
  }

  Optional<Element> targetElement(ElementPath path) {
    return targetSide().model().element(targetSide().message(), targetModelPath(path));
  }

  /** What the items of the source may be; empty when the source is no array. */
  Optional<Element> sourceItem() {
    ElementPath path = source();
    return path == null
        ? Optional.empty()
        : sourceSide().model().element(sourceSide().message(), sourceModelPath(path) + "[*]");
  }

  /** What the items of the target may be; empty when the target is no array. */
  Optional<Element> targetItem() {
    ElementPath path = target();
    return path == null
        ? Optional.empty()
        : targetSide().model().element(targetSide().message(), targetModelPath(path) + "[*]");
  }

  /** Joins the block's array, cut off by the levels that the path goes up, and the path. */
  static String modelPath(@Nullable ElementPath array, ElementPath path) {
    if (array == null) {
      return path.modelPath();
    }
    List<ElementPath.Segment> enclosing = new ArrayList<>(array.segments());
    for (int level = 0; level < path.up() && !enclosing.isEmpty(); level++) {
      enclosing.remove(enclosing.size() - 1);
      while (!enclosing.isEmpty()
          && !(enclosing.get(enclosing.size() - 1).subscript()
              instanceof ElementPath.Subscript.Every)) {
        enclosing.remove(enclosing.size() - 1);
      }
    }
    enclosing.addAll(path.segments());
    return new ElementPath(enclosing).modelPath();
  }
}

package dev.sluice.mapping;

import dev.sluice.mapping.MessageModel.Element;
import dev.sluice.mapping.MessageModel.PersonalData;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds personal data that a row would carry to a flexibility operator as it is. A message is for
 * the operator when its model says so: a document of the information model by {@code audience: fo},
 * a protocol of the operator's by itself. Data that is personal only through a contract or a
 * transaction may go, since what leads through those is a pseudonym there.
 */
final class PersonalDataCheck {
  private final OrientedRow row;

  private PersonalDataCheck(OrientedRow row) {
    this.row = row;
  }

  static void check(OrientedRow row, @Nullable Element source, Element target) {
    Side to = row.targetSide();
    ElementPath path = row.source();
    if (source == null || path == null || !to.model().forFlexibilityOperator(to.message())) {
      return;
    }
    PersonalDataCheck check = new PersonalDataCheck(row);
    FunctionCall call = row.row().function();
    boolean pseudonym =
        call != null
            && (row.forward() ? call.function().pseudonymises() : check.undonePseudonymises(call));
    if (!pseudonym) {
      String personal = check.personal(path);
      if (!personal.isEmpty()) {
        check.finding(row.sourceKey(), personal);
      } else if (target.personalData() == PersonalData.YES) {
        check.finding(row.targetKey(), String.valueOf(row.target()));
      }
    }
    if (call != null && row.forward() && !call.function().pseudonymises()) {
      for (FunctionCall.Argument argument : call.arguments()) {
        if (argument instanceof FunctionCall.Argument.Element element) {
          String personal = check.personal(element.path());
          if (!personal.isEmpty()) {
            check.finding("function", personal);
          }
        }
      }
    }
  }

  private boolean undonePseudonymises(FunctionCall call) {
    String inverse = call.function().inverse();
    return inverse != null
        && row.table().functions().find(inverse).map(MappingFunction::pseudonymises).orElse(false);
  }

  /** The element itself, or one inside of it, that is personal data; empty when there is none. */
  private String personal(ElementPath path) {
    Side side = row.sourceSide();
    String outer = row.sourceModelPath(path);
    for (String candidate : side.model().paths(side.message())) {
      if (candidate.equals(outer)
          || candidate.startsWith(outer + ".")
          || candidate.startsWith(outer + "[")) {
        Optional<Element> element = side.model().element(side.message(), candidate);
        if (element.isPresent() && element.get().personalData() == PersonalData.YES) {
          return candidate;
        }
      }
    }
    return "";
  }

  private void finding(String key, String element) {
    row.table()
        .file()
        .findings()
        .add(
            Finding.Kind.PERSONAL_DATA,
            row.row().cells().at(key),
            row.row().label(),
            element + " is personal data, and " + row.targetSide() + " goes to the operator",
            "use function: pseudonym('name of the operator'), or leave it out");
  }
}

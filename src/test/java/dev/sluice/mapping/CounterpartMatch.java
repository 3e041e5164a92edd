package dev.sluice.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a row is the counterpart that the list names. */
final class CounterpartMatch {
  private static final Pattern VARIABLE =
      Pattern.compile("([^.]+)\\.([^\\[(]+)(?:\\[([^]]*)])?(?:\\(([^)]*)\\))?");
  private static final Set<String> MEASURING =
      Set.of("MeterValuesRequest", "TransactionEventRequest", "StopTransactionRequest");
  private static final Set<String> REPORTING =
      Set.of("GetVariablesResponse", "NotifyReportRequest", "NotifyEventRequest");

  private CounterpartMatch() {}

  /** Whether one of the protocol's rows carries the element on the very path. */
  static boolean found(Counterpart counterpart, List<TouchedRow> rows) {
    return rows.stream()
        .filter(row -> row.elements().stream().anyMatch(id -> of(id, counterpart.element())))
        .anyMatch(row -> is(counterpart, row));
  }

  private static boolean of(String id, String listed) {
    return id.equals(listed) || (id.startsWith(listed) && id.length() == listed.length() + 1);
  }

  private static boolean is(Counterpart counterpart, TouchedRow row) {
    return switch (counterpart.kind()) {
      case FIELD ->
          row.values().keySet().stream().anyMatch(path -> at(counterpart.name(), row, path));
      case VALUE ->
          row.values().entrySet().stream()
              .filter(entry -> at(counterpart.name(), row, entry.getKey()))
              .anyMatch(entry -> entry.getValue().contains(counterpart.value()));
      case MESSAGE -> row.message().equals(counterpart.name());
      case MEASURAND ->
          MEASURING.contains(row.message())
              && names(row, "sampledValue.measurand", counterpart.value());
      case CONFIGURATION ->
          row.message().equals("GetConfigurationResponse")
              && names(row, "configurationKey.key", counterpart.value());
      case VARIABLE -> REPORTING.contains(row.message()) && variable(counterpart.value(), row);
      case NONE -> false;
    };
  }

  /** Whether the path is the one that the name says, or inside of it. */
  private static boolean at(String name, TouchedRow row, String path) {
    int dot = name.indexOf('.');
    String message = name.substring(0, dot);
    String wanted = name.substring(dot + 1);
    if (message.equals("*")) {
      return ("." + path + ".").contains("." + wanted + ".");
    }
    return row.message().equals(message) && (path + ".").startsWith(wanted + ".");
  }

  private static boolean variable(String reference, TouchedRow row) {
    Matcher parts = VARIABLE.matcher(reference);
    if (!parts.matches()) {
      throw new IllegalArgumentException(reference);
    }
    String instance = parts.group(3);
    String attribute = parts.group(4);
    return names(row, "component.name", parts.group(1))
        && names(row, "variable.name", parts.group(2))
        && (instance == null
            || instance.startsWith("<")
            || names(row, "variable.instance", instance)
            || names(row, "component.instance", instance))
        && (attribute == null || attribute(attribute, row));
  }

  /** Attributes are asked by their type; a limit of the value is a characteristic of its own. */
  private static boolean attribute(String attribute, TouchedRow row) {
    return names(row, "attributeType", attribute)
        || names(row, "variableAttribute.type", attribute)
        || row.values().keySet().stream()
            .anyMatch(
                path ->
                    path.toLowerCase(Locale.ROOT)
                        .endsWith("." + attribute.toLowerCase(Locale.ROOT)));
  }

  private static boolean names(TouchedRow row, String ending, String value) {
    for (Map.Entry<String, Set<String>> entry : row.values().entrySet()) {
      if (("." + entry.getKey()).endsWith("." + ending)
          && entry.getValue().stream().anyMatch(value::equalsIgnoreCase)) {
        return true;
      }
    }
    return false;
  }
}

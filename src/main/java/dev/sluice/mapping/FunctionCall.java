package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call in a row: {@code wattsToAmperes(voltageV, phases)}.
 *
 * @param function what is called
 * @param arguments its arguments besides the row's own value
 */
record FunctionCall(MappingFunction function, List<Argument> arguments) {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\s*(?:\\((.*)\\))?");
  private static final Pattern ARGUMENT = Pattern.compile("\\s*('[^']*'|[^,']+?)\\s*(?:,|$)");

  /** An element of the source, or a literal. */
  sealed interface Argument {
    record Element(ElementPath path) implements Argument {}

    record Literal(JsonNode value) implements Argument {}
  }

  static FunctionCall parse(String text, MappingFunctions known) throws BadCellException {
    Matcher call = CALL.matcher(text.strip());
    if (!call.matches()) {
      throw new BadCellException(
          "'" + text + "' is not a function call", "write name or name(element, 'text', 5)");
    }
    String name = call.group(1);
    MappingFunction function = known.find(name).orElse(null);
    if (function == null) {
      throw new BadCellException(
          Finding.Kind.UNKNOWN_FUNCTION,
          "there is no function '" + name + "'",
          Findings.didYouMean(name, known.names()));
    }
    List<Argument> arguments = arguments(text, call.group(2));
    if (arguments.size() < function.fewest() || arguments.size() > function.most()) {
      throw new BadCellException(
          "'" + name + "' has " + arguments.size() + " arguments",
          function.fewest() == function.most()
              ? "it takes " + function.fewest()
              : "it takes " + function.fewest() + " to " + function.most());
    }
    return new FunctionCall(function, arguments);
  }

  private static List<Argument> arguments(String text, @Nullable String inside)
      throws BadCellException {
    List<Argument> arguments = new ArrayList<>();
    if (inside == null || inside.isBlank()) {
      return arguments;
    }
    Matcher matcher = ARGUMENT.matcher(inside);
    int end = 0;
    while (end < inside.length() && matcher.find(end) && matcher.start() == end) {
      arguments.add(argument(matcher.group(1)));
      end = matcher.end();
    }
    if (end < inside.length()) {
      throw new BadCellException(
          "'" + text + "' is not a function call", "separate the arguments by commas");
    }
    return arguments;
  }

  private static Argument argument(String text) throws BadCellException {
    if (text.startsWith("'")) {
      return new Argument.Literal(TextNode.valueOf(text.substring(1, text.length() - 1)));
    }
    if (text.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
      return new Argument.Literal(DecimalNode.valueOf(new BigDecimal(text)));
    }
    return new Argument.Element(PathParser.parse(text));
  }

  JsonNode apply(JsonNode value, Scope scope) throws BadValueException {
    List<@Nullable JsonNode> given = new ArrayList<>(arguments.size());
    for (Argument argument : arguments) {
      given.add(
          argument instanceof Argument.Literal literal
              ? literal.value()
              : ((Argument.Element) argument).path().read(scope));
    }
    try {
      JsonNode result = function.body().apply(value, given);
      if (result == null) {
        throw new BadValueException("function " + function.name() + " gave nothing");
      }
      return result;
    } catch (RuntimeException e) {
      // An integrator's function: the row's degrade rule decides, as for any value without use.
      throw new BadValueException("function " + function.name() + " failed: " + e);
    }
  }
}

package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named Java function for what rows cannot say (design D5). It is pure: the same value and
 * arguments give the same result, nothing is kept or changed, and any thread may call it.
 *
 * @param name as it is written in tables
 * @param parameters its arguments besides the value, in order
 * @param most most arguments in one call; more than there are parameters repeat the last of them
 * @param from type of the value that it takes
 * @param to type of the value that it gives
 * @param fromUnit unit of the value that it takes; null when it takes any
 * @param toUnit unit of the value that it gives; null when it keeps the unit, or has none
 * @param inverse name of the function that undoes this one with the same arguments; null when there
 *     is none
 * @param pseudonymises whether no one without the gateway's key can tell the value from its result
 * @param body what it does
 */
public record MappingFunction(
    String name,
    List<Parameter> parameters,
    int most,
    ElementType from,
    ElementType to,
    @Nullable String fromUnit,
    @Nullable String toUnit,
    @Nullable String inverse,
    boolean pseudonymises,
    Body body) {
  /**
   * What one argument is.
   *
   * @param name for findings and documents
   * @param type its type
   * @param unit symbol of its unit; null when it has none, or any will do
   */
  public record Parameter(String name, ElementType type, @Nullable String unit) {}

  /** The Java code of a function. Pure, and safe for any thread. */
  @FunctionalInterface
  public interface Body {
    /**
     * Computes the value of the target.
     *
     * @param value the source's value, never null
     * @param arguments the arguments of the call; null where the message has no such element
     * @throws BadValueException if the value or an argument is not one that it can work with
     */
    JsonNode apply(JsonNode value, List<@Nullable JsonNode> arguments) throws BadValueException;
  }

  /**
   * @throws IllegalArgumentException if tables could not call it, or a unit is not known
   */
  public MappingFunction {
    parameters = List.copyOf(parameters);
    if (!name.matches("[A-Za-z]\\w{0,63}")) {
      throw new IllegalArgumentException(
          "'" + name + "' is not a name of a function; write letters, digits and _");
    }
    if (most < parameters.size() || (parameters.isEmpty() && most > 0)) {
      throw new IllegalArgumentException(
          name + " has " + parameters.size() + " parameters and takes at most " + most);
    }
    known(fromUnit, name);
    known(toUnit, name);
    for (Parameter parameter : parameters) {
      known(parameter.unit(), name);
    }
  }

  private static void known(@Nullable String unit, String name) {
    if (unit != null && Unit.of(unit).isEmpty()) {
      throw new IllegalArgumentException(
          name + " names the unit '" + unit + "', and the units are " + Unit.symbols());
    }
  }

  /** Begins the declaration of a function; texts in and out unless it says otherwise. */
  public static FunctionDeclaration named(String name) {
    return new FunctionDeclaration(name);
  }

  /** Fewest arguments of a call. */
  int fewest() {
    return parameters.size();
  }

  /** What the argument at the place is, from 0. */
  Parameter parameter(int place) {
    return parameters.get(Math.min(place, parameters.size() - 1));
  }
}

package dev.sluice.mapping;

import dev.sluice.mapping.MappingFunction.Body;
import dev.sluice.mapping.MappingFunction.Parameter;
import dev.sluice.mapping.MessageModel.ElementType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a function takes and gives, said word by word; begins at {@link MappingFunction#named}. */
public final class FunctionDeclaration {
  private final String name;
  private final List<Parameter> parameters = new ArrayList<>();
  private int repeats;
  private ElementType from = ElementType.STRING;
  private ElementType to = ElementType.STRING;
  private @Nullable String fromUnit;
  private @Nullable String toUnit;
  private @Nullable String inverse;
  private boolean pseudonymises;

  FunctionDeclaration(String name) {
    this.name = name;
  }

  /** Type of the row's value. */
  public FunctionDeclaration takes(ElementType type) {
    from = type;
    return this;
  }

  /** Type of the row's value, and symbol of its unit. */
  public FunctionDeclaration takes(ElementType type, String unit) {
    from = type;
    fromUnit = unit;
    return this;
  }

  /** Type of the result. */
  public FunctionDeclaration gives(ElementType type) {
    to = type;
    return this;
  }

  /** Type of the result, and symbol of its unit. */
  public FunctionDeclaration gives(ElementType type, String unit) {
    to = type;
    toUnit = unit;
    return this;
  }

  /** The next argument. */
  public FunctionDeclaration parameter(String argument, ElementType type) {
    parameters.add(new Parameter(argument, type, null));
    return this;
  }

  /** The next argument, and symbol of its unit. */
  public FunctionDeclaration parameter(String argument, ElementType type, String unit) {
    parameters.add(new Parameter(argument, type, unit));
    return this;
  }

  /** The last argument may stand there several times, up to this many arguments in all. */
  public FunctionDeclaration upTo(int arguments) {
    repeats = arguments;
    return this;
  }

  /** Name of the function that undoes this one with the same arguments. */
  public FunctionDeclaration undoneBy(String function) {
    inverse = function;
    return this;
  }

  /** No one without the gateway's key can tell the value from the result. */
  public FunctionDeclaration pseudonymising() {
    pseudonymises = true;
    return this;
  }

  /**
   * The function.
   *
   * @throws IllegalArgumentException if tables could not call it, or a unit is not known
   */
  public MappingFunction as(Body body) {
    return new MappingFunction(
        name,
        parameters,
        Math.max(repeats, parameters.size()),
        from,
        to,
        fromUnit,
        toUnit,
        inverse,
        pseudonymises,
        body);
  }
}

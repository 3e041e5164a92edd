package dev.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.MessageModel.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named Java function for what rows cannot say (design D5).
 *
 * @param name as it is written in tables
 * @param fewest fewest arguments besides the value
 * @param most most arguments besides the value
 * @param from type of the value that it takes
 * @param to type of the value that it gives
 * @param fromUnit unit of the value that it takes; null when it takes any and keeps it
 * @param toUnit unit of the value that it gives; null when {@code fromUnit} is
 * @param inverse name of the function that undoes this one with the same arguments; null when there
 *     is none
 * @param body what it does
 */
public record MappingFunction(
    String name,
    int fewest,
    int most,
    ElementType from,
    ElementType to,
    @Nullable String fromUnit,
    @Nullable String toUnit,
    @Nullable String inverse,
    Body body) {
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
}

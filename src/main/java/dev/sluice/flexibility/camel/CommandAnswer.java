package dev.sluice.flexibility.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.flexibility.CommandResult;
import dev.sluice.flexibility.CommandResult.Outcome;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** How a command ended, read from the exchange that its route has finished. */
final class CommandAnswer {
  private static final int LONGEST = 500;

  private CommandAnswer() {}

  static CommandResult of(Exchange exchange) {
    Exception failure = exchange.getException();
    String why = exchange.getProperty(FlexibilityHeaders.CALL_FAILURE, String.class);
    if (failure == null && exchange.getMessage().getBody() instanceof JsonNode document) {
      CommandResult told = told(document);
      if (told != null) {
        return told;
      }
    }
    String detail = detail(exchange, failure);
    if (why != null) {
      return new CommandResult(outcome(why), why + ": " + detail);
    }
    // The station has answered, and nobody can say what: it may hold the limit.
    boolean answered = Boolean.TRUE.equals(exchange.getProperty(FlexibilityHeaders.CALL_ANSWERED));
    return new CommandResult(answered ? Outcome.UNKNOWN : Outcome.REFUSED, detail);
  }

  private static @Nullable CommandResult told(JsonNode document) {
    String detail = shortened(document.path("detail").asText());
    return switch (document.path("outcome").asText()) {
      case "CONFIRMED" -> new CommandResult(Outcome.CONFIRMED, detail);
      case "REFUSED" -> new CommandResult(Outcome.REFUSED, detail);
      default -> null;
    };
  }

  /** What is known of the station after a call without a result. */
  private static Outcome outcome(String callFailure) {
    return switch (callFailure) {
      case "NOT_CONNECTED", "NOT_ACCEPTED", "QUEUE_FULL" -> Outcome.UNREACHABLE;
      case "INJECT_OFF", "INVALID", "GUARD", "CALL_ERROR" -> Outcome.REFUSED;
      case "SUPERSEDED", "EXPIRED" -> Outcome.SUPERSEDED;
      // TIMEOUT, UNREADABLE, LINK_CLOSED and what may come: the call may have been sent.
      default -> Outcome.UNKNOWN;
    };
  }

  private static String detail(Exchange exchange, @Nullable Exception failure) {
    if (failure != null) {
      String message = failure.getMessage();
      return shortened(message == null ? failure.getClass().getSimpleName() : message);
    }
    return "the route "
        + exchange.getFromRouteId()
        + " ended without an outcome: its last step must make a CommandOutcome document";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}

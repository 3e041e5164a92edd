package dev.sluice.fcsbe.camel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.fcsbe.Problem;
import dev.sluice.fcsbe.ProblemCode;
import dev.sluice.fcsbe.ProblemException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.ExchangeHelper;

/**
 * Ends a failed exchange with a problem document. Without a failure it says that the operation is
 * not offered: the route has no step for it. What is the gateway's own fault goes to the log with
 * the id that the FO is given.
 */
final class WriteProblem implements Processor {
  private static final System.Logger LOG = System.getLogger(WriteProblem.class.getName());

  @Override
  public void process(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (failure == null) {
      failure = exchange.getException();
    }
    if (failure == null || failure instanceof DirectConsumerNotAvailableException) {
      failure =
          new ProblemException(
              ProblemCode.UNKNOWN_RESOURCE, "This gateway's routes do not offer the operation.");
    }
    Problem problem = Problem.of(failure);
    ObjectNode document = problem.json();
    if (problem.code() == ProblemCode.INTERNAL) {
      document.put("correlationId", exchange.getExchangeId());
      LOG.log(
          System.Logger.Level.ERROR,
          "FO request "
              + exchange.getExchangeId()
              + " failed in "
              + ExchangeHelper.getAtRouteId(exchange),
          failure);
    }
    FcsbeAnswer.write(exchange, problem.code().status(), document, Problem.MEDIA_TYPE);
    Message message = exchange.getMessage();
    if (problem.code().retryAfterS() > 0) {
      message.setHeader("Retry-After", problem.code().retryAfterS());
    }
    if (problem.code() == ProblemCode.METHOD_NOT_ALLOWED) {
      message.setHeader("Allow", exchange.getProperty(FcsbeProperties.ALLOW, "", String.class));
    }
  }
}

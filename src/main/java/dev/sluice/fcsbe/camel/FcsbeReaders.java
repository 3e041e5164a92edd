package dev.sluice.fcsbe.camel;

import dev.sluice.fcsbe.FsrDocument;
import dev.sluice.fcsbe.FsrReader;
import dev.sluice.fcsbe.GroupDocument;
import dev.sluice.fcsbe.ProblemCode;
import dev.sluice.fcsbe.ProblemException;
import dev.sluice.fcsbe.SetpointDocument;
import dev.sluice.flexibility.camel.FlexibilityHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Steps that turn a body into what the {@code flexibility:} endpoints take. */
final class FcsbeReaders {
  private FcsbeReaders() {}

  static Map<String, Processor> named() {
    return Map.of(
        "readFsr", FcsbeReaders::fsr,
        "readSetpoint", FcsbeReaders::setpoint,
        "readGroup", FcsbeReaders::group);
  }

  private static void fsr(Exchange exchange) {
    Message message = exchange.getMessage();
    FsrDocument document =
        FsrReader.read(
            header(message, FlexibilityHeaders.FO_ID),
            header(message, FlexibilityHeaders.FSR_ID),
            body(message));
    message.setHeader(FlexibilityHeaders.CONTENT_HASH, document.contentHash());
    message.setBody(document.fsr());
  }

  private static void setpoint(Exchange exchange) {
    Message message = exchange.getMessage();
    message.setBody(SetpointDocument.read(body(message)).forCore());
  }

  private static void group(Exchange exchange) {
    Message message = exchange.getMessage();
    GroupDocument group =
        GroupDocument.read(header(message, FlexibilityHeaders.GROUP_ID), body(message));
    message.setBody(group.forCore());
  }

  private static byte[] body(Message message) {
    byte[] body = message.getBody(byte[].class);
    return body == null ? new byte[0] : body;
  }

  private static String header(Message message, String name) {
    String value = message.getHeader(name, String.class);
    if (value == null) {
      throw name.equals(FlexibilityHeaders.FO_ID)
          ? new ProblemException(
              ProblemCode.UNAUTHENTICATED, "The connection does not say which FO this is.")
          : new IllegalStateException(
              "the header " + name + " is missing; is step foHeaders there?");
    }
    return value;
  }
}

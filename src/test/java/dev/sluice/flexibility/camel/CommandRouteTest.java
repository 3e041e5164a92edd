package dev.sluice.flexibility.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.flexibility.Command;
import dev.sluice.flexibility.CommandResult;
import dev.sluice.flexibility.CommandResult.Outcome;
import dev.sluice.flexibility.EngineSettings;
import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.ocpp.camel.OcppHeaders;
import dev.sluice.ocpp.link.CallFailure;
import dev.sluice.store.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the end of a use-case route means for the command. */
class CommandRouteTest {
  private record End(Command command, CommandResult result) {}

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final CommandBoard board = new CommandBoard(Duration.ZERO);
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  @SuppressWarnings("NullAway.Init")
  private SqliteStore store;

  @BeforeEach
  void start() throws Exception {
    store = SqliteStore.open(temp);
    ResourceBook book = new ResourceBook();
    FsrEngine engine =
        new FsrEngine(store, book, board, Clock.systemUTC(), EngineSettings.defaults());
    board.onEnd((command, result) -> ends.add(new End(command, result)));
    context.disableJMX();
    context.addComponent("flexibility", new FlexibilityComponent(engine, book, store, board));
    context.start();
  }

  @AfterEach
  void stop() throws Exception {
    context.close();
    board.close();
    store.close();
  }

  private void route(Processor step) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("flexibility:commands?useCase=2.7").routeId("uc").process(step);
          }
        });
  }

  private static Command command(String id, Command.Kind kind) {
    Instant now = Instant.now();
    return new Command(
        id,
        "f",
        "2.7",
        kind,
        "s",
        "ocpp2.0.1",
        8_000,
        3,
        230,
        now,
        now.plusSeconds(300),
        1_900_000_001);
  }

  private CommandResult end(String id) throws Exception {
    End end = Objects.requireNonNull(ends.poll(10, TimeUnit.SECONDS), "the command did not end");
    assertThat(end.command().commandId()).isEqualTo(id);
    return end.result();
  }

  private CommandResult endOf(Processor step) throws Exception {
    route(step);
    board.submit(command("1", Command.Kind.APPLY));
    return end("1");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_CONNECTED, UNREACHABLE",
    "NOT_ACCEPTED, UNREACHABLE",
    "QUEUE_FULL, UNREACHABLE",
    "INJECT_OFF, REFUSED",
    "INVALID, REFUSED",
    "GUARD, REFUSED",
    "CALL_ERROR, REFUSED",
    "SUPERSEDED, SUPERSEDED",
    "EXPIRED, SUPERSEDED",
    "TIMEOUT, UNKNOWN",
    "UNREADABLE, UNKNOWN",
    "LINK_CLOSED, UNKNOWN"
  })
  void aCallWithoutAResultEndsTheCommandBy(CallFailure.Reason reason, Outcome outcome)
      throws Exception {
    CommandResult end =
        endOf(
            exchange -> {
              exchange.setProperty(OcppHeaders.CALL_FAILURE, reason.name());
              throw new CallFailure(reason, "", "the reason");
            });
    assertThat(end.outcome()).isEqualTo(outcome);
    assertThat(end.detail()).contains(reason.name(), "the reason");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIRMED", "REFUSED"})
  void theOutcomeDocumentIsTakenAsItIs(Outcome outcome) throws Exception {
    CommandResult end =
        endOf(
            exchange ->
                exchange
                    .getMessage()
                    .setBody(
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("outcome", outcome.name())
                            .put("detail", "Accepted")));
    assertThat(end).isEqualTo(new CommandResult(outcome, "Accepted"));
  }

  @Test
  void aRouteThatFailsBeforeTheCallEndsRefusedWithTheReason() throws Exception {
    CommandResult end =
        endOf(
            exchange -> {
              throw new IllegalStateException("table x.yaml:3");
            });
    assertThat(end).isEqualTo(new CommandResult(Outcome.REFUSED, "table x.yaml:3"));
  }

  @Test
  void aRouteThatFailsOnTheStationsAnswerEndsUnknownSinceTheStationMayHoldTheLimit()
      throws Exception {
    CommandResult end =
        endOf(
            exchange -> {
              exchange.setProperty(OcppHeaders.CALL_ANSWERED, true);
              throw new IllegalStateException("table x.yaml:3");
            });
    assertThat(end.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void theNewestCommandReplacesTheOneThatWaitsAndEachEndsOnce() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    route(
        exchange -> {
          started.countDown();
          first.await();
          exchange
              .getMessage()
              .setBody(JsonNodeFactory.instance.objectNode().put("outcome", "CONFIRMED"));
        });
    board.submit(command("1", Command.Kind.APPLY));
    started.await();
    board.submit(command("2", Command.Kind.APPLY));
    board.submit(command("3", Command.Kind.RELEASE));
    assertThat(end("2").outcome()).isEqualTo(Outcome.SUPERSEDED);
    first.countDown();
    assertThat(end("1").outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(end("3").outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(ends).isEmpty();
    assertThat(board.superseded()).isEqualTo(1);
    assertThat(board.underWay()).isZero();
  }

  @Test
  void theDocumentCarriesWhatTheTablesNeed() throws Exception {
    String[] seen = new String[3];
    endOf(
        exchange -> {
          seen[0] = exchange.getMessage().getBody().toString();
          seen[1] = exchange.getMessage().getHeader(FlexibilityHeaders.OCPP_FOLDER, String.class);
          seen[2] = exchange.getMessage().getHeader(FlexibilityHeaders.KIND, String.class);
        });
    assertThat(seen[0])
        .contains("\"limitW\":8000", "\"rateUnit\":\"A\"", "\"durationS\":300", "\"phases\":3");
    assertThat(seen[1]).isEqualTo("ocpp-2.0.1");
    assertThat(seen[2]).isEqualTo("APPLY");
  }

  @Test
  void aSecondRouteForTheSameUseCaseDoesNotStart() throws Exception {
    route(exchange -> {});
    @Nullable Exception failure = null;
    try {
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("flexibility:commands?useCase=2.7").routeId("other").stop();
            }
          });
    } catch (Exception e) {
      failure = e;
    }
    assertThat(failure).hasStackTraceContaining("remove one of them");
  }
}

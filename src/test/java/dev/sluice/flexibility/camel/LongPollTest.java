package dev.sluice.flexibility.camel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.flexibility.EngineSettings;
import dev.sluice.flexibility.Fsr;
import dev.sluice.flexibility.FsrEngine;
import dev.sluice.flexibility.Notification;
import dev.sluice.flexibility.Refusal;
import dev.sluice.flexibility.ResourceBook;
import dev.sluice.store.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongPollTest {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ResourceBook book = new ResourceBook();
  private final CommandBoard board = new CommandBoard();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path temp;

  @SuppressWarnings("NullAway.Init")
  private SqliteStore store;

  @SuppressWarnings("NullAway.Init")
  private FsrEngine engine;

  @SuppressWarnings("NullAway.Init")
  private FlexibilityComponent component;

  @SuppressWarnings("NullAway.Init")
  private ProducerTemplate template;

  @BeforeEach
  void start() {
    store = SqliteStore.open(temp);
    engine = new FsrEngine(store, book, board, Clock.systemUTC(), EngineSettings.defaults());
    component = new FlexibilityComponent(engine, book, store, board);
    engine.onNotification(component.notifications());
    book.injectable("s", "ocpp1.6");
    context.disableJMX();
    context.addComponent("flexibility", component);
    engine.start();
    context.start();
    template = context.createProducerTemplate();
  }

  @AfterEach
  void stop() throws Exception {
    context.close();
    board.close();
    store.close();
  }

  private CompletableFuture<Exchange> poll(String foId, long after, long waitMs) {
    return template.asyncSend(
        "flexibility:notifications",
        exchange ->
            exchange
                .getIn()
                .setHeaders(
                    new HashMap<>(
                        Map.of(
                            FlexibilityHeaders.FO_ID, foId,
                            FlexibilityHeaders.AFTER, after,
                            FlexibilityHeaders.WAIT_MS, waitMs))));
  }

  private void request(String foId) {
    Instant start = Instant.now().plusSeconds(3600);
    engine.request(
        new Fsr(
            foId,
            "f",
            1,
            Fsr.ServiceClass.ENVELOPE,
            null,
            List.of("s"),
            start,
            start.plusSeconds(600),
            8_000L,
            null,
            true),
        "hash");
  }

  private static List<Notification> told(CompletableFuture<Exchange> poll) throws Exception {
    Exchange exchange = poll.get(20, TimeUnit.SECONDS);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    List<Notification> all = new ArrayList<>();
    exchange
        .getMessage()
        .getBody(List.class)
        .forEach(one -> all.add((Notification) requireNonNull(one)));
    return all;
  }

  @Test
  void aPollThatWaitsIsWokenByANotificationOfItsOwnFoOnly() throws Exception {
    CompletableFuture<Exchange> mine = poll("fo", 0, 20_000);
    CompletableFuture<Exchange> theirs = poll("other", 0, 20_000);
    await().until(() -> component.waitingPolls() == 2);
    request("fo");
    List<Notification> told = told(mine);
    assertThat(told).isNotEmpty().allMatch(one -> one.foId().equals("fo"));
    assertThat(theirs).isNotDone();
    assertThat(component.waitingPolls()).isEqualTo(1);
    long last = told(poll("fo", 0, 0)).stream().mapToLong(Notification::offset).max().orElse(0);
    assertThat(told(poll("fo", last, 0))).isEmpty();
    context.stop(); // which waits for exchanges: this one ends first
    assertThat(told(theirs)).isEmpty();
  }

  @Test
  void aPollEndsEmptyWhenItsTimeIsOver() throws Exception {
    assertThat(told(poll("fo", 0, 50))).isEmpty();
    assertThat(component.waitingPolls()).isZero();
  }

  @Test
  void onlySoManyPollsOfOneFoMayWait() throws Exception {
    List<CompletableFuture<Exchange>> polls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      polls.add(poll("fo", 0, 30_000));
    }
    await().until(() -> component.waitingPolls() == 8);
    CompletableFuture<Exchange> ninth = poll("fo", 0, 30_000);
    assertThatThrownBy(() -> told(ninth))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo("rate-limited"));
    request("fo");
    for (CompletableFuture<Exchange> poll : polls) {
      assertThat(told(poll)).isNotEmpty();
    }
    assertThat(component.waitingPolls()).isZero();
  }

  @Test
  void aNotificationBetweenTheLookAndTheWaitIsNotMissed() throws Exception {
    LongPolls polls = new LongPolls(store, 10, 10);
    assertThat(polls.notifications("fo", 0, 10)).isEmpty();
    request("fo"); // wakes nobody
    CompletableFuture<List<Notification>> found = new CompletableFuture<>();
    polls.await("fo", 0, 10, 30_000, (list, failure) -> found.complete(requireNonNull(list)));
    assertThat(found.get(10, TimeUnit.SECONDS)).isNotEmpty();
    polls.close();
  }

  @Test
  void aGroupIsChangedOnlyOnTheVersionThatWasRead() {
    book.connected("t", "ocpp1.6");
    assertThat(put("[\"s\"]", null)).hasFieldOrPropertyWithValue("version", 1L);
    assertThat(put("[\"s\"]", null)).hasFieldOrPropertyWithValue("version", 1L);
    assertThat(put("[\"s\",\"t\"]", null))
        .hasFieldOrPropertyWithValue("code", "precondition-required");
    assertThat(put("[\"s\",\"t\"]", "\"1\"")).hasFieldOrPropertyWithValue("version", 2L);
    assertThat(put("[\"t\"]", "\"1\"")).hasFieldOrPropertyWithValue("code", "precondition-failed");
  }

  private Object put(String stations, @Nullable String ifMatch) {
    Exchange done =
        template.send(
            "flexibility:put-group",
            exchange -> {
              exchange.getIn().setHeader(FlexibilityHeaders.FO_ID, "fo");
              exchange.getIn().setHeader(FlexibilityHeaders.GROUP_ID, "g");
              exchange.getIn().setHeader(FlexibilityHeaders.IF_MATCH, ifMatch);
              exchange
                  .getIn()
                  .setBody(new ObjectMapper().readTree("{\"stations\":" + stations + "}"));
            });
    return done.getException() != null ? done.getException() : done.getMessage().getBody();
  }
}

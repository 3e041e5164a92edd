package dev.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlexibilityOperatorTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.900Z");

  @TempDir Path certs = Path.of("");
  private DepotPort port;
  private FlexibilityOperator operator;

  @BeforeEach
  void connect() throws Exception {
    port = new DepotPort(certs);
    operator = at(port.url());
  }

  private FlexibilityOperator at(URI url) throws Exception {
    return FlexibilityOperator.connect(
        url, certs.resolve("demo-fo.p12"), "sluice".toCharArray(), certs.resolve("ca.pem"));
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void an_operator_without_a_certificate_gets_nothing() throws Exception {
    FlexibilityOperator nobody = FlexibilityOperator.anonymous(port.url(), certs.resolve("ca.pem"));
    assertThatThrownBy(nobody::stations).isInstanceOf(IOException.class);
    assertThat(port.asked()).isEmpty();
  }

  @Test
  void a_group_is_made_and_changed_with_its_entity_tag() throws Exception {
    assertThat(operator.replaceGroup("depot", List.of("S1")).ok()).isTrue();
    assertThat(operator.replaceGroup("depot", List.of("S1", "S2")).etag()).contains("\"2\"");
    assertThat(operator.group("depot").required().path("stations")).hasSize(2);

    FoAnswer late = operator.putGroup("depot", List.of("S3"), Optional.of("\"1\""));
    assertThat(late.problem()).map(FoProblem::code).contains("precondition-failed");
    FoAnswer blind = operator.putGroup("depot", List.of("S3"), Optional.empty());
    assertThat(blind.status()).isEqualTo(428);
    assertThatThrownBy(blind::required)
        .isInstanceOf(FoRefused.class)
        .hasMessageContaining("PUT /fo/v1/groups/depot")
        .hasMessageContaining("precondition-required");
  }

  @Test
  void a_problem_names_the_place_in_the_document() throws Exception {
    FsrRequest wrong =
        FsrRequest.envelope(FsrRequest.group("depot"), -1, START, Duration.ofMinutes(2));
    FoProblem problem = operator.request("x", wrong).problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("schema-violation");
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.violations())
        .containsExactly(new FoProblem.Violation("/parameters/pMax", "must be at least 0"));
    assertThat(problem.toString()).contains("/parameters/pMax must be at least 0");
  }

  @Test
  void an_FSR_goes_through_its_life() throws Exception {
    JsonNode depot = FsrRequest.group("depot");
    assertThat(
            operator
                .request("e", FsrRequest.envelope(depot, 20_000, START, Duration.ofMinutes(2)))
                .status())
        .isEqualTo(201);
    FsrRequest stream =
        FsrRequest.stream(
            depot, Duration.ofSeconds(4), Duration.ofSeconds(12), START, Duration.ofMinutes(2));
    operator.request("s", stream).required();
    operator.setpoint("s", 1, 12_000).required();
    assertThat(operator.setpoint("s").required().path("value").asInt()).isEqualTo(12_000);
    JsonNode part = operator.participations("s").required().path("participations").path(0);
    assertThat(part.path("confirmedW").asInt()).isEqualTo(3000);
    assertThat(operator.cancel("s").ok()).isTrue();
    assertThat(operator.fsr("s").problem()).map(FoProblem::code).contains("unknown-resource");
    operator.request("r", FsrRequest.release(depot, START, Duration.ofMinutes(1))).required();
    assertThat(operator.stations().required().path("stations").path(0).path("powerW").asInt())
        .isEqualTo(11_000);
  }

  @Test
  void documents_are_as_the_port_wants_them() {
    FsrRequest stream =
        FsrRequest.stream(
                FsrRequest.stations(List.of("a", "b")),
                Duration.ofSeconds(4),
                Duration.ofSeconds(12),
                START,
                Duration.ofMinutes(2))
            .withRevision(3);
    assertThat(stream.toJson().toString())
        .isEqualTo(
            "{\"class\":\"SETPOINT\",\"target\":{\"stations\":[\"a\",\"b\"]},"
                + "\"window\":{\"start\":\"2026-03-01T12:00:00Z\",\"end\":\"2026-03-01T12:02:00Z\"},"
                + "\"partialAccepted\":true,\"revision\":3,\"parameters\":{\"mode\":\"ABSOLUTE\","
                + "\"stream\":{\"expectedPeriodMs\":4000,\"staleAfterMs\":12000}}}");
    assertThat(
            FsrRequest.release(FsrRequest.group("g"), START, Duration.ofMinutes(1))
                .toJson()
                .has("parameters"))
        .isFalse();
  }

  @Test
  void notifications_come_once_each_also_over_two_feeds() throws Exception {
    NotificationFeed feed = operator.feed(0);
    List<Long> offsets = new ArrayList<>();
    feed.next(Duration.ofSeconds(1)).forEach(n -> offsets.add(n.path("offset").asLong()));
    NotificationFeed resumed = operator.feed(feed.position());
    List<JsonNode> page = resumed.next(Duration.ZERO);
    while (!page.isEmpty()) {
      page.forEach(n -> offsets.add(n.path("offset").asLong()));
      page = resumed.next(Duration.ZERO);
    }
    assertThat(offsets).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void an_answer_that_does_not_come_is_not_waited_for() throws Exception {
    try (ServerSocket mute = new ServerSocket(0)) {
      FlexibilityOperator patient =
          at(URI.create("https://127.0.0.1:" + mute.getLocalPort()))
              .withTimeout(Duration.ofMillis(300));
      assertThatThrownBy(patient::stations).isInstanceOf(IOException.class);
    }
  }
}

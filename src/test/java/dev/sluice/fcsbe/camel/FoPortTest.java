package dev.sluice.fcsbe.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fcsbe.camel.FoPort.Answer;
import dev.sluice.flexibility.Observation;
import dev.sluice.flexibility.PowerSample;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoPortTest {
  private static FoPort port;
  private static FoPort.Client fo;

  @BeforeAll
  static void serve(@TempDir Path folder) throws Exception {
    port = FoPort.start(folder);
    fo = port.fo("demo");
  }

  @AfterAll
  static void end() throws Exception {
    port.close();
  }

  static String window() {
    Instant now = Instant.parse(Instant.now().toString().substring(0, 19) + "Z");
    return "\"window\":{\"start\":\"%s\",\"end\":\"%s\"}"
        .formatted(now.minusSeconds(1), now.plusSeconds(600));
  }

  static String envelope(String stations, long pMax) {
    return "{\"class\":\"ENVELOPE\",\"target\":{\"stations\":[%s]},%s,\"partialAccepted\":true,\"parameters\":{\"pMax\":%d}}"
        .formatted(stations, window(), pMax);
  }

  @Test
  void anEnvelopeIsPutReadFollowedAndCancelled() throws Exception {
    Answer put = fo.put("/fo/v1/fsrs/e1", envelope("\"a\",\"b\"", 30_000));
    assertThat(put.status()).as(put.raw().body()).isEqualTo(201);
    assertThat(put.header("Location")).isEqualTo("/fo/v1/fsrs/e1");
    assertThat(put.body().at("/response/outcome").textValue()).isEqualTo("ACCEPTED");
    assertThat(put.body().at("/response/committed/value").longValue()).isBetween(29_900L, 30_000L);
    assertThat(put.body().at("/response/fidelity/ocpp1.6").textValue()).isEqualTo("limit");

    Answer get = fo.get("/fo/v1/fsrs/e1");
    assertThat(get.status()).isEqualTo(200);
    assertThat(get.body().get("state").textValue()).isEqualTo("ACTIVE");
    port.book.observe(
        new Observation(
            "a",
            null,
            null,
            1,
            null,
            true,
            List.of(new PowerSample(null, 11_000)),
            Instant.now(),
            null,
            null));
    Awaitility.await()
        .untilAsserted(
            () -> {
              Answer parts = fo.get("/fo/v1/fsrs/e1/participations");
              assertThat(parts.body().at("/participations/0/state").textValue())
                  .isEqualTo("DELIVERING");
              assertThat(parts.body().at("/participations/0/measuredW").longValue())
                  .isEqualTo(11_000);
              assertThat(parts.body().at("/participations/0/measuredQuality").textValue())
                  .isEqualTo("MEASURED");
              assertThat(parts.body().at("/participations/1/measuredW").isNull()).isTrue();
            });
    assertThat(fo.post("/fo/v1/fsrs/e1/actions/cancel", "{}").status()).isEqualTo(200);
    Awaitility.await()
        .until(
            () -> {
              port.engine.tick();
              return fo.get("/fo/v1/fsrs/e1").body().get("state").textValue().equals("CANCELLED");
            });
  }

  @Test
  void theSamePutIsARepeatAndOtherContentIsAReuseOfTheId() throws Exception {
    String body = envelope("\"c\"", 10_000);
    assertThat(fo.put("/fo/v1/fsrs/rep", body).status()).isEqualTo(201);
    assertThat(fo.put("/fo/v1/fsrs/rep", body).status()).isEqualTo(200);
    String turned =
        " { \"parameters\" : {\"pMax\":10000}, "
            + body.substring(1, body.lastIndexOf(",\"parameters\""))
            + "}\n";
    assertThat(fo.put("/fo/v1/fsrs/rep", turned).status()).as(turned).isEqualTo(200);
    Answer reused = fo.put("/fo/v1/fsrs/rep", body.replace("10000", "9000"));
    assertThat(reused.status()).isEqualTo(409);
    assertThat(reused.body().get("code").textValue()).isEqualTo("id-reused");
    assertThat(reused.header("Content-Type")).isEqualTo("application/problem+json");
    Answer revised =
        fo.put(
            "/fo/v1/fsrs/rep",
            body.replace("10000", "9000").replace("{\"class", "{\"revision\":2,\"class"));
    assertThat(revised.status()).isEqualTo(200);
    assertThat(revised.body().get("revision").intValue()).isEqualTo(2);
    fo.post("/fo/v1/fsrs/rep/actions/cancel", "");
  }

  @Test
  void aStreamedSetpointIsTakenOnlyWhenItIsNewer() throws Exception {
    port.station("s1", "ocpp2.0.1");
    String body =
        "{\"class\":\"SETPOINT\",\"target\":{\"stations\":[\"s1\"]},%s,\"parameters\":{\"mode\":\"ABSOLUTE\",\"stream\":{\"expectedPeriodMs\":4000,\"staleAfterMs\":60000}}}"
            .formatted(window());
    assertThat(fo.put("/fo/v1/fsrs/st", body).status()).isEqualTo(201);
    assertThat(fo.get("/fo/v1/fsrs/st/setpoint").status()).isEqualTo(404);
    assertThat(fo.put("/fo/v1/fsrs/st/setpoint", "{\"seq\":7,\"value\":12000}").status())
        .isEqualTo(200);
    Answer stale = fo.put("/fo/v1/fsrs/st/setpoint", "{\"seq\":7,\"value\":9000}");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body().get("code").textValue()).isEqualTo("stale");
    assertThat(fo.get("/fo/v1/fsrs/st/setpoint").body().get("value").longValue()).isEqualTo(12_000);
    assertThat(fo.put("/fo/v1/fsrs/st/setpoint", "{\"seq\":8,\"value\":-1}").status())
        .isEqualTo(422);
    fo.post("/fo/v1/fsrs/st/actions/cancel", "{}");
  }

  @Test
  void anotherFosRequestIsNotThere() throws Exception {
    port.station("x1", "ocpp1.6");
    assertThat(fo.put("/fo/v1/fsrs/mine", envelope("\"x1\"", 8_000)).status()).isEqualTo(201);
    FoPort.Client other = port.fo("other");
    for (String path : List.of("", "/response", "/participations", "/setpoint")) {
      assertThat(other.get("/fo/v1/fsrs/mine" + path).status()).isEqualTo(404);
    }
    assertThat(other.post("/fo/v1/fsrs/mine/actions/cancel", "{}").status()).isEqualTo(404);
    assertThat(other.get("/fo/v1/notifications").body().get("notifications")).isEmpty();
    HttpRequest spoofed =
        other
            .request("/fo/v1/fsrs/mine")
            .header("CamelFlexibilityFoId", "demo")
            .header("camelflexibilityfoid", "demo")
            .header("CamelNettySSLSession", "demo")
            .GET()
            .build();
    assertThat(other.send(spoofed).status()).isEqualTo(404);
    assertThat(other.get("/fo/v1/fsrs/mine?CamelFlexibilityFoId=demo").status()).isEqualTo(400);
    fo.post("/fo/v1/fsrs/mine/actions/cancel", "{}");
  }

  @Test
  void aDnsNameIdentifiesAnFoWithoutAUriName() throws Exception {
    FoPort.Client named = port.client(port.clients.named("FO.Example"));
    assertThat(named.put("/fo/v1/groups/g", "{\"stations\":[\"a\"]}").status()).isEqualTo(201);
    assertThat(port.engine.group("fo.example", "g")).isPresent();
  }

  @Test
  void aGroupIsChangedOnlyByOneWhoKnowsItsState() throws Exception {
    Answer made = fo.put("/fo/v1/groups/depot", "{\"stations\":[\"a\",\"b\"]}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(fo.put("/fo/v1/groups/depot", "{\"stations\":[\"a\"]}").status()).isEqualTo(428);
    assertThat(
            fo.put("/fo/v1/groups/depot", "{\"stations\":[\"a\"]}", "If-Match", "\"9\"").status())
        .isEqualTo(412);
    Answer changed = fo.put("/fo/v1/groups/depot", "{\"stations\":[\"a\"]}", "If-Match", "\"1\"");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    HttpRequest held =
        fo.request("/fo/v1/groups/depot").header("If-None-Match", "\"2\"").GET().build();
    assertThat(fo.send(held).status()).isEqualTo(304);
    assertThat(fo.put("/fo/v1/groups/g2", "{\"stations\":[\"nobody\"]}").status()).isEqualTo(404);
  }

  @Test
  void stationsEvsesAndCapabilitiesAreToldHonestly() throws Exception {
    Answer page = fo.get("/fo/v1/stations?limit=2");
    assertThat(page.body().get("stations")).hasSize(2);
    assertThat(page.body().get("next").textValue()).isEqualTo("b");
    assertThat(fo.get("/fo/v1/stations?cursor=b").body().at("/stations/0/stationId").textValue())
        .isEqualTo("c");
    assertThat(fo.get("/fo/v1/stations/b").body().get("protocol").textValue())
        .isEqualTo("ocpp2.0.1");
    assertThat(fo.get("/fo/v1/stations/zz").status()).isEqualTo(404);
    assertThat(fo.get("/fo/v1/evses/b:1").body().get("ratedQuality").textValue())
        .isEqualTo("ASSUMED");
    assertThat(fo.get("/fo/v1/evses/b:2").status()).isEqualTo(404);
    assertThat(fo.get("/fo/v1/evses/b").status()).isEqualTo(404);
    for (String id : List.of("a", "b:1", "c")) {
      Answer capability = fo.get("/fo/v1/capabilities/" + id);
      assertThat(capability.status()).isEqualTo(200);
      assertThat(capability.body().at("/power/pMin").longValue()).isZero();
      assertThat(capability.body().at("/functions/fidelity").textValue()).isEqualTo("limit");
      assertThat(capability.body().at("/functions/discharge").booleanValue()).isFalse();
      assertThat(capability.body().at("/classes/SETPOINT").textValue()).isEqualTo("DEGRADED");
    }
    assertThat(fo.get("/fo/v1/capabilities").body().get("capabilities")).isNotEmpty();
    assertThat(fo.get("/fo/v1/versions").body().at("/versions/0/major").intValue()).isEqualTo(1);
  }

  @Test
  void aLongPollThatResumesLosesNothing() throws Exception {
    FoPort.Client poller = port.fo("poller");
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> getQuietly(poller, "/fo/v1/notifications?wait=30"));
    port.station("n1", "ocpp2.1");
    assertThat(poller.put("/fo/v1/fsrs/n", envelope("\"n1\"", 9_000)).status()).isEqualTo(201);
    Answer woken = waiting.get();
    assertThat(woken.body().get("notifications")).isNotEmpty();
    poller.post("/fo/v1/fsrs/n/actions/cancel", "{}");
    port.engine.tick();
    List<Long> stepwise = new ArrayList<>();
    long next = 0;
    for (int i = 0; i < 100; i++) {
      Answer page = poller.get("/fo/v1/notifications?limit=1&after=" + next);
      if (page.body().get("notifications").isEmpty()) {
        break;
      }
      stepwise.add(page.body().at("/notifications/0/offset").longValue());
      next = page.body().get("next").longValue();
    }
    List<Long> all = new ArrayList<>();
    poller
        .get("/fo/v1/notifications?limit=1000")
        .body()
        .get("notifications")
        .forEach(entry -> all.add(entry.get("offset").longValue()));
    assertThat(stepwise).startsWith(all.toArray(Long[]::new)).isSorted();
  }

  private static Answer getQuietly(FoPort.Client client, String path) {
    try {
      return client.get(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

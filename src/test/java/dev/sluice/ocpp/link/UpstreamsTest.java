package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ocpp.wire.Subprotocol;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamsTest {
  private static Upstream to(String host) {
    return Upstream.STANDALONE.withCsms(CsmsAddress.of("ws://" + host + "/{id}"));
  }

  private static UpstreamRule rule(@Nullable String stations, String path, String host) {
    return new UpstreamRule(stations == null ? null : new StationPattern(stations), path, to(host));
  }

  private static StationId id(String target) {
    return StationId.of(target).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/tenant-a/ocpp/CP1, a",
    "/tenant-a/CP1, a",
    "/tenant-ab/CP1, rest",
    "/tenant-a, rest",
    "/x/tenant-a/CP1, rest",
    "/tenant-a/depot-7, a",
    "/ocpp/depot-7, depot",
    "/ocpp/depot-77, rest",
    "/tenant%2Da/CP1, rest",
    "/tenant-b/north-1, both",
    "/tenant-b/south-1, rest"
  })
  void the_first_rule_about_a_station_counts(String target, String host) {
    Upstreams upstreams =
        new Upstreams(
            to("rest"),
            List.of(
                rule(null, "/tenant-a/", "a"),
                rule("depot-?", "", "depot"),
                rule("depot-7", "", "never"),
                rule("north-*", "/tenant-b", "both")));
    CsmsAddress csms = Objects.requireNonNull(upstreams.of(id(target)).csms());
    assertThat(csms.at(id(target)).getHost()).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "ws://c/o/{id}, /t/CP%201?x=%20, ws://c/o/CP%201?x=%20",
    "ws://c{path}, /t/a%20b/CP%201?x=1, ws://c/t/a%20b/CP%201?x=1",
    "ws://c/base/{path}, /t/CP1, ws://c/base/t/CP1",
    "ws://c/base{path}?k=v, /t/CP1?x=1, ws://c/base/t/CP1?k=v&x=1",
    "ws://c/{id}/of{path}, /t/CP1, ws://c/CP1/of/t/CP1",
    "ws://c{path}, http://gateway:80/t/CP1, ws://c/t/CP1"
  })
  void path_and_identity_are_passed_on_as_the_station_wrote_them(
      String template, String target, String url) {
    assertThat(new CsmsAddress(template).at(id(target)).toString()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://c/{id}",
        "ws://c/ocpp",
        "ws:///{id}",
        "ws://u:p@c/{id}",
        "{path}",
        "ws://c/{id}#f"
      })
  void what_is_no_address_of_a_csms_is_refused_with_an_example(String template) {
    assertThatThrownBy(() -> new CsmsAddress(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wss://csms.example/ocpp/{id}")
        .hasMessageContaining(template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../CP1",
        "/a/./CP1",
        "/a/%2e%2E/CP1",
        "/a%2Fb/CP1",
        "/a%5cb/CP1",
        "/a%00/CP1",
        "/a b/CP1",
        "/a\\b/CP1",
        "/a%zz/CP1",
        "CP1",
        "*",
        "ws:CP1"
      })
  void a_path_that_two_servers_could_read_differently_names_no_station(String target) {
    assertThat(StationId.of(target)).isEmpty();
  }

  @Test
  void identities_are_longer_here_than_in_ocpp_2_and_may_have_a_colon() {
    assertThat(id("/" + "x".repeat(255)).decoded()).hasSize(255);
    assertThat(StationId.of("/" + "x".repeat(256))).isEmpty();
    assertThat(StationId.of("/" + "%C3%A9".repeat(128))).isEmpty();
    assertThat(id("/a:b").decoded()).isEqualTo("a:b");
  }

  @Test
  void there_is_an_end_to_rules() {
    List<UpstreamRule> many = Collections.nCopies(Upstreams.MOST_RULES + 1, rule("*", "", "x"));
    assertThatThrownBy(() -> new Upstreams(to("rest"), many))
        .hasMessageContaining(String.valueOf(Upstreams.MOST_RULES));
  }

  @Test
  void a_rule_s_upstream_is_its_own() {
    Upstream odd = to("x").withFallback(Subprotocol.OCPP16).withLenientUpgrade(true);
    assertThat(odd.withDeflate(false, true).withFallback(null))
        .isEqualTo(new Upstream(odd.csms(), null, true, false, true, List.of()));
    assertThatThrownBy(() -> Upstream.localAddress("localhost"))
        .hasMessageContaining("192.0.2.7")
        .hasMessageContaining("localhost");
  }
}

package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed on (RFC 7692, 7.1). */
class DeflateTest {
  private static final String AGREED =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static HttpHeaders headers(String... lines) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (String line : lines) {
      headers.add(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, line);
    }
    return headers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate | 15",
        "PerMessage-Deflate | 15",
        "permessage-deflate; client_max_window_bits | 15",
        "permessage-deflate; client_max_window_bits=9 | 15",
        "permessage-deflate; server_max_window_bits=8 | 8",
        "permessage-deflate; server_max_window_bits=\"10\" | 10",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover | 15",
        "x-other; a=b, permessage-deflate;server_max_window_bits=12 | 12",
        "permessage-deflate; server_max_window_bits=16, permessage-deflate | 15",
        "permessage-deflate; unknown, permessage-deflate; server_max_window_bits=9 | 9"
      })
  void the_first_offer_that_can_be_kept_is_taken(String offers, int bits) {
    Deflate agreed = Deflate.offered(headers(offers)).orElseThrow();
    assertThat(agreed.windowBits()).isEqualTo(bits);
    assertThat(agreed.response())
        .isEqualTo(bits == 15 ? AGREED : AGREED + "; server_max_window_bits=" + bits);
    assertThat(Deflate.offered(headers("x-more", offers))).contains(agreed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-webkit-deflate-frame",
        "",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; client_max_window_bits=",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; mystery"
      })
  void an_offer_that_is_none_or_makes_no_sense_is_declined(String offer) {
    assertThat(Deflate.offered(headers(offer))).isEmpty();
  }

  @Test
  void what_a_csms_accepts_of_the_offer_holds() {
    assertThat(Deflate.accepted(headers(), true)).isEmpty();
    assertThat(Deflate.accepted(headers(AGREED), true)).contains(new Deflate(15));
    assertThat(Deflate.accepted(headers(AGREED + "; client_max_window_bits=11"), true))
        .contains(new Deflate(11));
    assertThat(Deflate.accepted(headers(AGREED + "; server_max_window_bits=9"), true))
        .contains(new Deflate(15));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_max_window_bits",
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=20",
        "x-other",
        "permessage-deflate; server_no_context_takeover, x-other"
      })
  void a_csms_that_answers_something_else_has_not_agreed(String answer) {
    assertThatThrownBy(() -> Deflate.accepted(headers(answer), true))
        .hasMessageContaining("not offered");
  }

  @Test
  void without_an_offer_a_csms_has_nothing_to_accept() {
    assertThatThrownBy(() -> Deflate.accepted(headers(AGREED), false))
        .hasMessageContaining("not offered");
  }
}

package dev.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "Authorization: Basic Q1AxOnBhc3N3b3Jk | Authorization: Basic ***",
        "sent Basic Q1AxOnBhc3N3b3Jk there | sent Basic *** there",
        "Basic settings of it | Basic settings of it",
        "wss://CP1:pass@csms.example/x | wss://***@csms.example/x",
        "StartTransaction[idTag=04A2, connectorId=1] | StartTransaction[idTag=***, connectorId=1]",
        "{key=AuthorizationKey, value=abc} | {key=AuthorizationKey, value=***}",
        "{\"simPin\":1234,\"a\":1} | {\"simPin\":***,\"a\":1}",
        "{\"key\":\"AuthorizationKey\",\"value\":\"a\\\"b\"} | {\"key\":\"AuthorizationKey\",\"value\":\"***\"}",
        "{\"idToken\":{\"idToken\":\"04A2\",\"type\":\"ISO14443\"}} | {\"idToken\":{\"idToken\":\"***\",\"type\":\"ISO14443\"}}",
        "{\"key\":\"AuthorizationKey\",\"value\":\"abc | {\"key\":\"AuthorizationKey\",\"value\":\"***"
      })
  void secrets_are_masked_and_the_rest_stays(String text, String redacted) {
    assertThat(Redaction.of(text)).isEqualTo(redacted);
  }

  @Test
  void private_keys_are_masked_also_two_and_one_that_is_cut_off() {
    String key = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";
    assertThat(Redaction.of(key + "between" + key + "-----BEGIN EC PRIVATE KEY-----\nMHcC"))
        .doesNotContain("MIIE")
        .doesNotContain("MHcC")
        .contains("between");
  }

  @Test
  void long_text_is_cut_and_says_how_much_is_missing() {
    assertThat(Redaction.of("x".repeat(100_000)))
        .hasSizeLessThan(Redaction.LONGEST + 60)
        .endsWith("(83616 characters more)");
  }

  @Test
  void hostile_text_takes_no_more_than_linear_time() {
    String[] hostile = {
      "a".repeat(16_000),
      "a://".repeat(4_000),
      "\"\\\"".repeat(5_000),
      "basic ".repeat(2_600),
      "password".repeat(2_000),
      "\\\\".repeat(8_000) + "\"",
      "value=".repeat(2_600) + "AuthorizationKey"
    };
    for (String text : hostile) {
      for (int i = 0; i < 50; i++) {
        assertThat(Redaction.of(text)).isNotEmpty();
      }
    }
  }
}

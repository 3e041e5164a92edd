package dev.sluice.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.ocpp.link.CsmsAddress;
import dev.sluice.ocpp.link.Upstream;
import dev.sluice.ocpp.link.UpstreamRule;
import dev.sluice.ocpp.wire.Subprotocol;
import dev.sluice.operations.config.BadUpstreamsException;
import dev.sluice.operations.config.UpstreamsSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class UpstreamsFileTest {
  private static final Upstream REST =
      Upstream.STANDALONE.withCsms(new CsmsAddress("ws://rest/{id}"));

  @TempDir Path folder;

  private UpstreamsSource source(String text) throws Exception {
    return new UpstreamsSource(Files.writeString(folder.resolve("upstreams.yaml"), text), REST);
  }

  private List<String> findings(String text) throws Exception {
    UpstreamsSource source = source(text);
    return catchThrowableOfType(BadUpstreamsException.class, source::read).findings();
  }

  @Test
  void a_rule_says_what_is_different_and_the_rest_is_as_for_all() throws Exception {
    List<UpstreamRule> rules =
        source(
                """
                # comment
                rules:
                  - stations: old-*
                    subprotocol: ocpp1.6
                    lenient-upgrade: true
                    deflate-stations: false
                  - path: /tenant-a/
                    csms: wss://a.example{path}
                    deflate-csms: true
                    local-addresses: [192.0.2.1, "2001:db8::1"]
                  - {stations: "*", path: /bench, csms: none}
                """)
            .read()
            .rules();
    assertThat(rules).hasSize(3);
    assertThat(rules.get(0).upstream())
        .isEqualTo(
            REST.withFallback(Subprotocol.OCPP16)
                .withLenientUpgrade(true)
                .withDeflate(false, false));
    assertThat(rules.get(1).path()).isEqualTo("/tenant-a");
    assertThat(rules.get(1).upstream())
        .isEqualTo(
            REST.withCsms(new CsmsAddress("wss://a.example{path}"))
                .withDeflate(true, true)
                .withLocalAddresses(
                    List.of(
                        Upstream.localAddress("192.0.2.1"), Upstream.localAddress("2001:db8::1"))));
    assertThat(rules.get(2).stations()).isNull();
    assertThat(rules.get(2).upstream().csms()).isNull();
  }

  @Test
  void without_a_file_there_are_no_rules() throws Exception {
    assertThat(new UpstreamsSource(null, REST).read().byDefault()).isEqualTo(REST);
    assertThat(source("rules: []").read().rules()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{stations: a, cmss: 'ws://x/{id}'} | 2:17 | the keys are csms",
        "{stations: a, stations: b} | 2:17 | twice",
        "{csms: none} | 2:3 | write stations",
        "{stations: ''} | 2:14 | depot-*",
        "{stations: a, csms: 'http://x/{id}'} | 2:23 | wss://csms.example/ocpp/{id}",
        "{stations: a, csms: ws://x/} | 2:23 | wss://csms.example/ocpp/{id}",
        "{stations: a, subprotocol: ocpp1.5} | 2:30 | ocpp1.6, ocpp2.0.1, ocpp2.1",
        "{stations: a, lenient-upgrade: 'yes'} | 2:34 | true or false",
        "{stations: a, deflate-csms: 1} | 2:31 | true or false",
        "{stations: a, local-addresses: [csms.example]} | 2:34 | 192.0.2.7",
        "{path: tenant} | 2:10 | /tenant-a",
        "text | 2:3 | write -"
      })
  void what_is_wrong_is_named_with_its_place_and_what_to_write(
      String rule, String place, String instead) throws Exception {
    assertThat(findings("rules:\n- " + rule + "\n"))
        .anySatisfy(
            finding ->
                assertThat(finding).startsWith("upstreams.yaml:" + place + ": ").contains(instead));
  }

  @Test
  void all_that_is_wrong_is_named_at_once() throws Exception {
    assertThat(findings("rules:\n- {stations: a, x: 1}\n- {stations: b, y: 1}\nmore: 1\n"))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"rules: [ | not YAML", "'' | no list of rules", "rules: 1 | no list of rules"})
  void what_is_no_such_file_is_refused(String text, String why) throws Exception {
    assertThat(findings(text)).singleElement().asString().contains(why);
  }

  @Test
  void a_file_that_is_not_there_or_not_utf8_is_refused() throws Exception {
    UpstreamsSource missing = new UpstreamsSource(folder.resolve("none.yaml"), REST);
    assertThat(catchThrowableOfType(BadUpstreamsException.class, missing::read))
        .hasMessageContaining("none.yaml:1:1: the file cannot be read");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "rules: # caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(
            catchThrowableOfType(
                BadUpstreamsException.class, () -> new UpstreamsSource(latin, REST).read()))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void more_rules_than_there_may_be_are_refused() throws Exception {
    assertThat(findings("rules:\n" + "- {stations: a}\n".repeat(1001)))
        .singleElement()
        .asString()
        .contains("1000");
  }
}

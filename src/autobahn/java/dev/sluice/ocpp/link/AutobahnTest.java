package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The Autobahn test suite's fuzzing client in a station's place, with the gateway between it and a
 * CSMS that echoes. The cases of compression are those that offer it: for all others the link has
 * none. Runs once in a JVM, as the suite's reactor can be started once only. Reports with every
 * frame are under {@code target/autobahntestsuite-reports}.
 */
class AutobahnTest {
  private static final String CASES =
      System.getProperty("sluice.autobahn.cases", "1.*,2.*,3.*,4.*,5.*,6.*,7.*,10.*,12.*,13.*");
  private static final int LARGEST = 20_000_000;

  @TestFactory
  Stream<DynamicTest> every_case_of_the_suite() throws Exception {
    List<String> results;
    try (EchoCsms csms = new EchoCsms(false, LARGEST);
        OcppLinks links = links(csms)) {
      links.start();
      String url = "ws://127.0.0.1:" + links.address().getPort() + "/autobahn";
      results = AutobahnClient.run(url, Arrays.asList(CASES.split(",")));
    }
    assertThat(results).isNotEmpty();
    return results.stream()
        .map(each -> DynamicTest.dynamicTest(each, () -> assertThat(each).satisfies(this::passed)));
  }

  private static OcppLinks links(EchoCsms csms) {
    MemoryStates states = new MemoryStates();
    Upstream upstream =
        Upstream.STANDALONE
            .withCsms(CsmsAddress.of(csms.url()))
            .withFallback(Subprotocol.OCPP16)
            .withDeflate(true, false);
    return new OcppLinks(
        LinkSettings.defaults()
            .withUpstream(upstream)
            .withLimits(new WireLimits(4096, 16_384, LARGEST, LARGEST, 100_000)),
        LinkTls.none(),
        OcppSchemas.official(),
        states,
        states.shadowStates(),
        Clock.systemUTC());
  }

  /** NON_STRICT and INFORMATIONAL are within RFC 6455. */
  private void passed(String result) {
    assertThat(result)
        .contains("behavior:", "behaviorClose:")
        .doesNotContain("FAILED", "WRONG_CODE", "UNCLEAN", "UNIMPLEMENTED");
  }
}

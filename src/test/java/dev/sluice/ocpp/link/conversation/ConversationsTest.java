package dev.sluice.ocpp.link.conversation;

import dev.sluice.ocpp.wire.Subprotocol;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for an inserted controller, as conversations between real sockets. */
class ConversationsTest {
  private static final AtomicInteger STATIONS = new AtomicInteger();

  @SuppressWarnings("NullAway.Init")
  private static Gateways gateways;

  @BeforeAll
  static void start() throws Exception {
    gateways = new Gateways();
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  static Stream<Arguments> conversations() {
    List<Script> scripts = Script.all();
    String only = System.getProperty("sluice.conversation", "");
    return scripts.stream()
        .filter(script -> script.name().contains(only))
        .flatMap(
            script ->
                script.versions().stream()
                    .map(version -> Arguments.of(script.name(), version.token(), script, version)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("conversations")
  void goesAsItIsWritten(String name, String token, Script script, Subprotocol version)
      throws Exception {
    new Conversation(script, version, gateways, "CP-" + STATIONS.incrementAndGet()).run();
  }
}

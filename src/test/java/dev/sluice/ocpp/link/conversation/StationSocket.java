package dev.sluice.ocpp.link.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ocpp.wire.Subprotocol;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/** A station's socket without behaviour. */
final class StationSocket extends WebSocketClient {
  private final End end = new End(this::send, this::close, () -> closeConnection(1006, "cut"));

  private StationSocket(String url, Subprotocol version, Map<String, String> headers) {
    super(
        URI.create(url),
        new Draft_6455(List.of(), List.<IProtocol>of(new Protocol(version.token())), 1 << 22),
        headers);
    setTcpNoDelay(true);
    setConnectionLostTimeout(0);
  }

  static End connected(String url, Subprotocol version, Map<String, String> headers)
      throws InterruptedException {
    StationSocket socket = new StationSocket(url, version, headers);
    assertThat(socket.connectBlocking(20, TimeUnit.SECONDS)).as("connected").isTrue();
    return socket.end;
  }

  /** The status that answers somebody who names the station and presents nothing. */
  static int refusal(String url, Subprotocol version) throws Exception {
    try {
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .subprotocols(version.token())
          .connectTimeout(Duration.ofSeconds(20))
          .buildAsync(URI.create(url), new WebSocket.Listener() {})
          .get(20, TimeUnit.SECONDS)
          .abort();
      return 101;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String text) {
    end.received.add(text);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    end.closed.complete(code);
  }

  @Override
  public void onError(Exception e) {}
}

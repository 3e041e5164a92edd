package dev.sluice.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;

/** One connection of a station, used once. Its callbacks come on its own threads. */
final class StationSocket extends WebSocketClient {
  /** What becomes of the connection. */
  interface Events {
    void opened(StationSocket socket);

    void text(StationSocket socket, String text);

    /** Also when it was never open; at least once. */
    void closed(StationSocket socket, String reason);
  }

  private static final int CONNECT_MILLIS = 10_000;

  private final Events events;

  StationSocket(StationSettings settings, Events events) {
    super(
        address(settings),
        new Draft_6455(List.of(), List.of(new Protocol(settings.protocol().token()))),
        headers(settings),
        CONNECT_MILLIS);
    this.events = events;
    setDaemon(true);
    setTcpNoDelay(true);
    // A timer thread for each client is too dear: the station's heartbeat finds dead links.
    setConnectionLostTimeout(0);
  }

  private static URI address(StationSettings settings) {
    String base = settings.url().toString();
    String id = URLEncoder.encode(settings.id(), StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create(base.endsWith("/") ? base + id : base + "/" + id);
  }

  private static Map<String, String> headers(StationSettings settings) {
    return settings
        .password()
        .map(
            word -> {
              byte[] pair = (settings.id() + ":" + word).getBytes(StandardCharsets.UTF_8);
              return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
            })
        .orElse(Map.of());
  }

  /** Sends if the connection is still there; what is lost the call's time-out finds. */
  void sendText(String text) {
    try {
      send(text);
    } catch (WebsocketNotConnectedException e) {
      // closed() is on its way.
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    events.opened(this);
  }

  @Override
  public void onMessage(String text) {
    events.text(this, text);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    events.closed(this, code + " " + reason);
  }

  @Override
  public void onError(Exception failure) {
    // onClose follows.
  }
}

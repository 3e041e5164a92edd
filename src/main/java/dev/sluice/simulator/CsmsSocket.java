package dev.sluice.simulator;

import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;

/** The CSMS's listener. Callbacks come on the library's threads, in order for each connection. */
final class CsmsSocket extends WebSocketServer {
  /** What becomes of the connections. */
  interface Events {
    void opened(WebSocket socket, String stationId, String subprotocol);

    void text(WebSocket socket, String text);

    void closed(WebSocket socket);
  }

  private static final int STOP_MILLIS = 1000;

  private final CsmsSettings settings;
  private final Events events;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final Set<WebSocket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  CsmsSocket(CsmsSettings settings, Events events) {
    super(
        new InetSocketAddress(settings.host(), settings.port()),
        2,
        // The empty name lets a station without a known subprotocol in, to be closed in onOpen: the
        // library would answer 404, which OCPP keeps for unknown stations.
        List.of(
            new Draft_6455(
                List.of(),
                List.of(
                    new Protocol("ocpp2.1"),
                    new Protocol("ocpp2.0.1"),
                    new Protocol("ocpp1.6"),
                    new Protocol("")))));
    this.settings = settings;
    this.events = events;
    setReuseAddr(true);
    setTcpNoDelay(true);
    setDaemon(true);
    setConnectionLostTimeout(60);
  }

  /** Completes when it listens; exceptionally when it cannot. */
  CompletableFuture<Void> started() {
    return started;
  }

  /** The last segment of the path, decoded. */
  static String stationId(String resource) {
    int query = resource.indexOf('?');
    String path = query < 0 ? resource : resource.substring(0, query);
    String last = path.substring(path.lastIndexOf('/') + 1);
    return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Refusals come out as 404: the library has no other word for them. */
  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
    if (closing) {
      throw new InvalidDataException(CloseFrame.REFUSE, "Going away");
    }
    String id = stationId(request.getResourceDescriptor());
    String word = settings.passwords().get(id);
    if (id.isEmpty() || settings.unknownIds().contains(id)) {
      throw new InvalidDataException(CloseFrame.REFUSE, "Unknown station");
    }
    if (word != null && !request.getFieldValue("Authorization").equals(basic(id, word))) {
      throw new InvalidDataException(CloseFrame.REFUSE, "Wrong password");
    }
    return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
  }

  private static String basic(String id, String word) {
    byte[] pair = (id + ":" + word).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /**
   * Ends the server and every connection. The library's stop goes on taking connections until its
   * thread ends, and one that it takes last may stay open with nobody to read it: its peer would
   * believe in a CSMS that is not there.
   */
  void end() throws InterruptedException {
    closing = true;
    stop(STOP_MILLIS);
    open.forEach(CsmsSocket::cut);
  }

  private static void cut(WebSocket socket) {
    socket.closeConnection(CloseFrame.GOING_AWAY, "The CSMS goes away");
  }

  /**
   * Writes what the library forgot. It takes its interest in writing back without a lock when a
   * queue is empty, and so can lose a message that is queued at that moment until the next one.
   */
  void writeForgotten() {
    for (WebSocket socket : open) {
      if (socket.hasBufferedData()) {
        onWriteDemand(socket);
      }
    }
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake request) {
    open.add(socket);
    if (closing) {
      cut(socket);
      return;
    }
    var protocol = socket.getProtocol();
    String name = protocol == null ? "" : protocol.getProvidedProtocol();
    if (name.isEmpty()) {
      socket.close(CloseFrame.PROTOCOL_ERROR, "No subprotocol of OCPP");
      return;
    }
    events.opened(socket, stationId(request.getResourceDescriptor()), name);
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    events.text(socket, text);
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    open.remove(socket);
    events.closed(socket);
  }

  @Override
  @SuppressWarnings("NullAway") // The library passes null when the failure is the server's.
  public void onError(WebSocket socket, Exception failure) {
    started.completeExceptionally(failure);
  }

  @Override
  public void onStart() {
    started.complete(null);
  }
}

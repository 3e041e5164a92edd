package dev.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ocpp.wire.Subprotocol;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;

/**
 * A small CSMS: it lets stations in, answers their calls, remembers them, and calls stations. It
 * counts every answer that it did not ask for: behind a correct gateway there is none. Safe for use
 * by any thread.
 */
public final class SimulatedCsms implements AutoCloseable {
  private static final Duration WRITE_CHECK = Duration.ofMillis(50);

  private final CsmsSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final Timers timers = new Timers(1, "csms");
  private final ScheduledExecutorService thread = timers.next();
  private final CsmsAnswers answers = new CsmsAnswers(clock);
  private final CsmsSocket server;
  private final Map<String, Station> stations = new ConcurrentHashMap<>();
  private final Map<WebSocket, Station> bySocket = new HashMap<>();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Deque<Received> received = new ArrayDeque<>();
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final AtomicLong strayAnswers = new AtomicLong();
  private final AtomicLong unreadable = new AtomicLong();
  private volatile String bootStatus;
  private volatile Duration bootInterval;

  private record Station(String id, Subprotocol protocol, WebSocket socket, CallLane lane) {}

  /**
   * Listens when it returns.
   *
   * @throws IllegalStateException when it cannot listen
   */
  public static SimulatedCsms start(CsmsSettings settings) {
    SimulatedCsms csms = new SimulatedCsms(settings);
    csms.server.start();
    try {
      csms.server.started().get(10, TimeUnit.SECONDS);
      return csms;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      csms.close();
      throw new IllegalStateException("Interrupted while the CSMS started", e);
    } catch (ExecutionException | TimeoutException e) {
      csms.close();
      throw new IllegalStateException(
          "The CSMS cannot listen on " + settings.host() + ":" + settings.port(), e);
    }
  }

  private SimulatedCsms(CsmsSettings settings) {
    this.settings = settings;
    this.bootStatus = settings.bootStatus();
    this.bootInterval = settings.bootInterval();
    this.server = new CsmsSocket(settings, new SocketEvents());
    var ignored = Timers.every(thread, WRITE_CHECK, server::writeForgotten);
  }

  /** The bound port. */
  public int port() {
    return server.getPort();
  }

  /** Where stations dial, without the identity. */
  public URI url() {
    return URI.create("ws://" + settings.host() + ":" + port() + "/ocpp");
  }

  /** The stations that are connected, in order. */
  public Set<String> connected() {
    return new TreeSet<>(stations.keySet());
  }

  public Optional<Subprotocol> protocol(String stationId) {
    return Optional.ofNullable(stations.get(stationId)).map(Station::protocol);
  }

  /** Changes the answer to further BootNotifications. */
  public void bootAnswer(String status, Duration interval) {
    bootStatus = status;
    bootInterval = interval;
  }

  /** Forgets a station's boot, as a CSMS without memory does when it restarts. */
  public void forget(String stationId) {
    registered.remove(stationId);
  }

  /** The calls received last, oldest first. */
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** The calls received last from a station with an action. */
  public List<Received> received(String stationId, String action) {
    return received().stream()
        .filter(r -> r.stationId().equals(stationId) && r.action().equals(action))
        .toList();
  }

  /** How many calls with this action came since the start. */
  public long count(String action) {
    AtomicLong count = counts.get(action);
    return count == null ? 0 : count.get();
  }

  /** Answers whose id this CSMS had not asked, or no longer waited for. */
  public long strayAnswers() {
    return strayAnswers.get();
  }

  /** Frames that were no OCPP-J at all. */
  public long unreadable() {
    return unreadable.get();
  }

  /**
   * Calls a station; further calls wait until the one before is answered.
   *
   * @return the CALLRESULT's payload; or {@link CallErrorException} for a CALLERROR, {@link
   *     TimeoutException} without an answer, {@link IllegalStateException} without a connection
   */
  public CompletableFuture<JsonNode> call(String stationId, String action, JsonNode payload) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    boolean taken =
        Timers.execute(
            thread,
            () -> {
              Station station = stations.get(stationId);
              if (station == null) {
                answer.completeExceptionally(
                    new IllegalStateException(stationId + " is not connected"));
                return;
              }
              station
                  .lane
                  .call(action, () -> payload)
                  .whenComplete(
                      (result, failure) -> {
                        if (failure == null) {
                          answer.complete(result);
                        } else {
                          answer.completeExceptionally(failure);
                        }
                      });
            });
    if (!taken) {
      answer.completeExceptionally(new IllegalStateException("The CSMS is closed"));
    }
    return answer;
  }

  /** Installs a charging profile of the CSMS's own. */
  public CompletableFuture<JsonNode> install(String stationId, ProfilePayload profile) {
    return protocol(stationId)
        .map(protocol -> call(stationId, "SetChargingProfile", profile.toJson(protocol)))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new IllegalStateException(stationId + " is not connected")));
  }

  /** Closes a station's connection. */
  public void disconnect(String stationId) {
    Station station = stations.get(stationId);
    if (station != null) {
      station.socket.close(1001, "The CSMS goes away");
    }
  }

  private void opened(WebSocket socket, String id, Subprotocol protocol) {
    Station station =
        new Station(id, protocol, socket, new CallLane(thread, settings.callTimeout()));
    bySocket.put(socket, station);
    station.lane.attach(text -> send(socket, text));
    station.lane.release(true);
    Station old = stations.put(id, station);
    if (old != null) {
      old.socket.close(1001, "The station came again");
    }
  }

  private void closed(WebSocket socket) {
    Station station = bySocket.remove(socket);
    if (station != null) {
      stations.remove(station.id, station);
      station.lane.detach();
    }
  }

  private void text(WebSocket socket, String text) {
    Station station = bySocket.get(socket);
    Rpc.Frame frame = Rpc.parse(text).orElse(null);
    if (station == null || frame == null) {
      unreadable.incrementAndGet();
      return;
    }
    switch (frame.type()) {
      case Rpc.CALL -> send(socket, answer(station, frame));
      case Rpc.RESULT, Rpc.ERROR -> {
        if (!station.lane.answered(frame)) {
          strayAnswers.incrementAndGet();
        }
      }
      default -> {
        // CALLRESULTERROR and SEND want no answer; unknown types are to be ignored.
      }
    }
  }

  private String answer(Station station, Rpc.Frame call) {
    remember(new Received(clock.instant(), station.id, call.action(), call.callPayload()));
    try {
      if (call.action().equals("BootNotification")) {
        String status = bootStatus;
        if (status.equals("Accepted")) {
          registered.add(station.id);
        } else {
          registered.remove(station.id);
        }
        return Rpc.result(call.id(), answers.boot(status, bootInterval));
      }
      if (!registered.contains(station.id)) {
        return Rpc.error(call.id(), "SecurityError", "Not accepted yet");
      }
      return Rpc.result(
          call.id(), answers.answer(station.protocol, call.action(), call.callPayload()));
    } catch (CallErrorException e) {
      return Rpc.error(call.id(), e.code(), e.description());
    }
  }

  private void remember(Received call) {
    counts.computeIfAbsent(call.action(), any -> new AtomicLong()).incrementAndGet();
    synchronized (received) {
      received.addLast(call);
      if (received.size() > settings.remembered()) {
        received.removeFirst();
      }
    }
  }

  private static void send(WebSocket socket, String text) {
    try {
      socket.send(text);
    } catch (WebsocketNotConnectedException e) {
      // Its end is reported by the listener.
    }
  }

  @Override
  public void close() {
    try {
      server.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timers.close();
  }

  private final class SocketEvents implements CsmsSocket.Events {
    @Override
    public void opened(WebSocket socket, String stationId, String subprotocol) {
      Subprotocol.of(subprotocol)
          .ifPresent(
              known ->
                  Timers.execute(
                      thread, () -> SimulatedCsms.this.opened(socket, stationId, known)));
    }

    @Override
    public void text(WebSocket socket, String text) {
      Timers.execute(thread, () -> SimulatedCsms.this.text(socket, text));
    }

    @Override
    public void closed(WebSocket socket) {
      Timers.execute(thread, () -> SimulatedCsms.this.closed(socket));
    }
  }
}

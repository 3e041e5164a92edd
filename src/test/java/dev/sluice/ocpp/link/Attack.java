package dev.sluice.ocpp.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Strangers with other addresses than the stations, and what became of each of them. */
final class Attack implements AutoCloseable {
  private final int port;
  private final ExecutorService strangers = Executors.newFixedThreadPool(24);
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private final List<SocketChannel> halfOpen = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, AtomicInteger> outcomes = Collections.synchronizedMap(new TreeMap<>());
  private final AtomicInteger running = new AtomicInteger();

  Attack(int port) {
    this.port = port;
  }

  private interface Step {
    String outcome() throws IOException;
  }

  private void start(String kind, Step step) {
    running.incrementAndGet();
    strangers.execute(
        () -> {
          try {
            count(kind + ": " + step.outcome());
          } catch (IOException e) {
            count(kind + ": cut");
          } finally {
            running.decrementAndGet();
          }
        });
  }

  private void count(String outcome) {
    outcomes.computeIfAbsent(outcome, same -> new AtomicInteger()).incrementAndGet();
  }

  /** Wants to be one of the stations, with a password that is not its own. */
  void duplicates(int attempts, int stations) {
    for (int i = 0; i < attempts; i++) {
      String id = "S" + i % stations;
      String from = "127.0.0." + (2 + i % 5);
      String wrong = Basic.header(id, ("guess " + i).getBytes(StandardCharsets.UTF_8));
      start("duplicate", () -> "" + HandshakeProbe.of(from, port, "/" + id, wrong).status());
    }
  }

  /** Connects, and says nothing ever. */
  void halfOpen(int connections) {
    int each = 50;
    for (int i = 0; i < connections / each; i++) {
      String from = "127.0.0." + (10 + i % 2);
      start(
          "half-open, fifty at a time",
          () -> {
            for (int n = 0; n < each; n++) {
              SocketChannel channel = SocketChannel.open();
              halfOpen.add(channel);
              channel.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
              try {
                channel.connect(new InetSocketAddress("127.0.0.1", port));
              } catch (IOException reset) {
                count("half-open: reset while connecting");
              }
            }
            return "connected";
          });
    }
  }

  /** Sends a good request, one byte in a second. */
  void drip(int clients) {
    byte[] request = HandshakeProbe.request("/S0", "").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < clients; i++) {
      start("one byte a second", () -> dripped(request));
    }
  }

  private String dripped(byte[] request) throws IOException {
    Socket socket = HandshakeProbe.socket("127.0.0.20", port);
    running.incrementAndGet();
    drop(socket, request, 0);
    return "begun";
  }

  private void drop(Socket socket, byte[] request, int next) {
    try {
      socket.getOutputStream().write(request[next]);
      var unused = clock.schedule(() -> drop(socket, request, next + 1), 1, TimeUnit.SECONDS);
    } catch (IOException cut) {
      count("one byte a second: cut");
      over(socket);
    } catch (ArrayIndexOutOfBoundsException whole) {
      count("one byte a second: was let in");
      over(socket);
    }
  }

  private void over(Socket socket) {
    running.decrementAndGet();
    try {
      socket.close();
    } catch (IOException closed) {
      // it is over in any case
    }
  }

  /** Is let in by the CSMS, and announces a message of 100 MB, of which it sends a beginning. */
  void giants(int clients) {
    for (int i = 0; i < clients; i++) {
      String id = "G" + i;
      start("100 MB frame", () -> giant(id));
    }
  }

  private String giant(String id) throws IOException {
    try (Socket socket = HandshakeProbe.socket("127.0.0.30", port)) {
      socket
          .getOutputStream()
          .write(
              HandshakeProbe.request("/" + id, AnsweringCsms.authorization(id))
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int read = socket.getInputStream().read();
        if (read < 0) {
          return "not let in: " + head;
        }
        head.append((char) read);
      }
      byte[] frame = new byte[64 * 1024];
      frame[0] = (byte) 0x81;
      frame[1] = (byte) 0xff;
      frame[6] = 6; // 6 << 24 bytes
      socket.getOutputStream().write(frame);
      byte[] close = socket.getInputStream().readNBytes(4);
      return close.length == 4 && (close[0] & 0xff) == 0x88
          ? "close " + ((close[2] & 0xff) << 8 | close[3] & 0xff)
          : "cut";
    }
  }

  /** Sends headers without end. */
  void headerBombs(int clients) {
    String bomb =
        HandshakeProbe.request("/S0", "")
            .replace("Host: x", "Host: x\r\n" + "X-Bomb: bombbombbomb\r\n".repeat(5_000));
    for (int i = 0; i < clients; i++) {
      start("header bomb", () -> "" + HandshakeProbe.send("127.0.0.40", port, bomb).status());
    }
  }

  boolean over() {
    return running.get() == 0;
  }

  int count(String kind, String outcome) {
    AtomicInteger count = outcomes.get(kind + ": " + outcome);
    return count == null ? 0 : count.get();
  }

  Map<String, AtomicInteger> outcomes() {
    return outcomes;
  }

  @Override
  public void close() throws IOException {
    strangers.shutdownNow();
    clock.shutdownNow();
    for (SocketChannel channel : List.copyOf(halfOpen)) {
      channel.close();
    }
  }
}

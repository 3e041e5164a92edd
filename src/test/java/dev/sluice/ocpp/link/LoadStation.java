package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.ByteCursor;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FramePeek;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;

/** A 1.6 station that takes its time to answer, and notes when two calls are open. */
final class LoadStation extends WebSocketClient {
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger overlaps = new AtomicInteger();

  /** Longest time to an answer, in milliseconds. */
  volatile int slowest;

  private final String id;
  private final ScheduledExecutorService clock;

  LoadStation(String id, String url, int slowest, ScheduledExecutorService clock) {
    super(URI.create(url), new Draft_6455(List.of(), List.of(new Protocol("ocpp1.6"))));
    this.id = id;
    this.slowest = slowest;
    this.clock = clock;
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String text) {
    FrameHead head = FramePeek.peek(ByteCursor.of(text.getBytes(StandardCharsets.UTF_8)));
    if (head.messageType() != FrameHead.CALL) {
      return;
    }
    calls.incrementAndGet();
    if (open.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    // Both sides find out from this whether they got the answer to what they asked.
    String echo = text.replaceAll("(?s).*\"(?:limit|mark)\":([0-9.]+).*", "$1");
    String answer =
        "[3,\"%s\",{\"status\":\"Accepted\",\"station\":\"%s\",\"echo\":%s}]"
            .formatted(head.messageId(), id, echo);
    int wait = slowest == 0 ? 0 : ThreadLocalRandom.current().nextInt(slowest + 1);
    var unused =
        clock.schedule(
            () -> {
              open.decrementAndGet();
              try {
                send(answer);
              } catch (WebsocketNotConnectedException e) {
                // the run is over
              }
            },
            wait,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {}

  @Override
  public void onError(Exception e) {}
}

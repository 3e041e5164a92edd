package dev.sluice.security.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The gate in a pipeline as camel-netty-http builds it, on a clock that the test moves. */
class ConnectionGateTest {
  private static final GateSettings SETTINGS =
      new GateSettings(
          2,
          100,
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  private final ConnectionGate gate = new ConnectionGate(SETTINGS);

  private EmbeddedChannel open() {
    EmbeddedChannel channel = new EmbeddedChannel(false, false);
    channel.freezeTime();
    channel
        .pipeline()
        .addLast("decoder", new HttpRequestDecoder())
        .addLast("decoder-0", gate.newChannelHandler())
        .addLast("encoder", new HttpResponseEncoder())
        .addLast("aggregator", new HttpObjectAggregator(1));
    try {
      channel.register();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return channel;
  }

  private static void write(EmbeddedChannel channel, String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private static void pass(EmbeddedChannel channel, long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void aClientThatTricklesItsHeadIsClosed() {
    EmbeddedChannel channel = open();
    write(channel, "GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 5; i++) {
      pass(channel, 11);
      write(channel, "X-" + i + ": 1\r\n");
    }
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 6);
    assertThat(channel.isOpen()).isFalse();
    assertThat(gate.open()).isZero();
  }

  @Test
  void aClientThatTricklesItsBodyIsClosed() {
    EmbeddedChannel channel = open();
    write(channel, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n");
    for (int i = 0; i < 3; i++) {
      pass(channel, 6);
      write(channel, "x");
    }
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 3);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aClientThatSaysNothingIsClosed() {
    EmbeddedChannel channel = open();
    pass(channel, 59);
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void oneConnectionTooManyIsClosedAtOnce() {
    EmbeddedChannel first = open();
    EmbeddedChannel second = open();
    assertThat(open().isOpen()).isFalse();
    assertThat(first.isOpen()).isTrue();
    second.close();
    assertThat(open().isOpen()).isTrue();
  }

  @Test
  void theNextRequestWaitsForTheAnswerToTheOneBefore() {
    EmbeddedChannel channel = open();
    String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    write(channel, request + request + request);
    FullHttpRequest first = channel.readInbound();
    assertThat(first).isNotNull();
    assertThat((Object) channel.readInbound()).isNull();
    first.release();
    channel.writeOutbound(EdgeAnswers.internal());
    FullHttpRequest second = channel.readInbound();
    assertThat(second).isNotNull();
    assertThat((Object) channel.readInbound()).isNull();
    second.release();
    channel.finishAndReleaseAll();
  }

  @Test
  void aBodyOverTheLimitIsAnsweredAndTheNextRequestIsTaken() {
    EmbeddedChannel channel = open();
    write(channel, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n" + "x".repeat(101));
    io.netty.buffer.ByteBuf answer = channel.readOutbound();
    String text = answer.toString(StandardCharsets.UTF_8);
    answer.release();
    assertThat(text).startsWith("HTTP/1.1 413");
    assertThat((Object) channel.readInbound()).isNull();
    write(channel, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    FullHttpRequest next = channel.readInbound();
    assertThat(next).isNotNull();
    next.release();
    channel.finishAndReleaseAll();
  }
}

package dev.sluice.operations;

import dev.sluice.ocpp.link.LeanCsms;
import dev.sluice.ocpp.link.LeanStation;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stations that send meter values from time to time, and a CSMS that answers; all are counted. Some
 * stations answer nothing that they are asked.
 */
final class MeteringStations implements LeanStation.Ears, LeanCsms.Ears, AutoCloseable {
  private static final String METER_VALUES =
      "[2,\"%d\",\"MeterValues\",{\"connectorId\":1,\"meterValue\":[{\"timestamp\":"
          + "\"2026-03-01T10:00:00Z\",\"sampledValue\":[{\"value\":\"7360\",\"unit\":\"W\","
          + "\"measurand\":\"Power.Active.Import\"}]}]}]";

  private static final int SILENT_EVERY = 50;

  private final EventLoopGroup loops = new NioEventLoopGroup(1);
  private final LeanCsms csms = new LeanCsms(loops, 0, this);
  private final Duration every;
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final Set<LeanStation> silent = ConcurrentHashMap.newKeySet();
  private volatile boolean resting;

  /**
   * @param every how long each station waits after an answer before it sends again
   */
  MeteringStations(Duration every) {
    this.every = every;
  }

  String csmsUrl() {
    return csms.url();
  }

  /**
   * @param url where stations dial, without their id
   * @param from the first one's number
   * @param to the number after the last one's
   */
  void connect(String url, int from, int to) {
    for (int i = from; i < to; i++) {
      LeanStation station =
          LeanStation.dial(loops, url + "/load-" + i, Duration.ofMinutes(1), this);
      if (i % SILENT_EVERY == 0) {
        silent.add(station);
      }
    }
  }

  /** Sends no more; what is under way is answered. */
  void rest() {
    resting = true;
  }

  long opened() {
    return opened.get();
  }

  long ended() {
    return ended.get();
  }

  long sent() {
    return sent.get();
  }

  long received() {
    return received.get();
  }

  long answered() {
    return answered.get();
  }

  @Override
  public void opened(LeanStation station) {
    opened.incrementAndGet();
    send(station);
  }

  private void send(LeanStation station) {
    if (!resting) {
      station.send(METER_VALUES.formatted(sent.incrementAndGet()));
    }
  }

  @Override
  public void heard(LeanStation station, String text) {
    if (text.startsWith("[2,")) {
      if (!silent.contains(station)) {
        String id = text.substring(3, text.indexOf(',', 3));
        station.send("[3," + id + ",{\"configurationKey\":[]}]");
      }
      return;
    }
    answered.incrementAndGet();
    var unused = loops.schedule(() -> send(station), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void ended(LeanStation station, @Nullable HttpResponse refusal) {
    ended.incrementAndGet();
  }

  @Override
  public void heard(String station, Channel channel, String text) {
    received.incrementAndGet();
    LeanCsms.send(channel, "[3," + text.substring(3, text.indexOf(',', 3)) + ",{}]");
  }

  @Override
  public void close() {
    resting = true;
    csms.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}

package dev.sluice.ocpp.link;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails a test class after which Netty reports a buffer that nobody released. */
final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
  private static final Logger DETECTOR =
      (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    listen();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    List<String> leaks = leaks();
    if (!leaks.isEmpty()) {
      throw new AssertionError(leaks.size() + " buffers leaked, the first:\n" + leaks.get(0));
    }
  }

  void listen() {
    if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
      throw new IllegalStateException(
          "Leaks are found with -Dio.netty.leakDetection.level=paranoid");
    }
    log.start();
    DETECTOR.addAppender(log);
  }

  /** What was reported since {@link #listen}, and what the detector says about today's garbage. */
  List<String> leaks() {
    for (int round = 0; round < 3; round++) {
      collectGarbage();
      // The detector looks at what was collected when it sees the next buffer.
      for (int i = 0; i < 100; i++) {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
      }
    }
    DETECTOR.detachAppender(log);
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(message -> message.contains("LEAK"))
        .toList();
  }

  /** Until what the collector found has been handed on: a cleared reference is queued later. */
  private static void collectGarbage() {
    ReferenceQueue<Object> found = new ReferenceQueue<>();
    WeakReference<Object> canary = new WeakReference<>(new Object(), found);
    try {
      do {
        System.gc();
      } while (found.remove(100) != canary);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while garbage is collected", e);
    }
  }
}

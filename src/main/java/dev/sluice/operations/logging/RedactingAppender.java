package dev.sluice.operations.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Passes events on without their secrets. */
final class RedactingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Appender<ILoggingEvent> next;

  RedactingAppender(Appender<ILoggingEvent> next) {
    this.next = next;
    setName(next.getName());
  }

  @Override
  protected void append(ILoggingEvent event) {
    next.doAppend(new RedactedEvent(event));
  }

  @Override
  public void stop() {
    next.stop();
    super.stop();
  }
}

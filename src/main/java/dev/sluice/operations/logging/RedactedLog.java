package dev.sluice.operations.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Takes secrets out of every line of the log, whoever writes it: puts {@link RedactingAppender}
 * before all appenders once the log is set up. It works for an integrator's own configuration of
 * the log, too.
 */
public final class RedactedLog
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLoggerList().forEach(RedactedLog::redact);
    }
  }

  private static void redact(Logger logger) {
    List<Appender<ILoggingEvent>> open = new ArrayList<>();
    Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders();
    while (all.hasNext()) {
      Appender<ILoggingEvent> appender = all.next();
      if (!(appender instanceof RedactingAppender)) {
        open.add(appender);
      }
    }
    for (Appender<ILoggingEvent> appender : open) {
      logger.detachAppender(appender);
      RedactingAppender before = new RedactingAppender(appender);
      before.setContext(logger.getLoggerContext());
      before.start();
      logger.addAppender(before);
    }
  }

  /** Right after the log was set up, and before anything else is logged. */
  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }
}

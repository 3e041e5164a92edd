package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.Notification;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code flexibility:notifications} as a source: one notification after the other, in the order of
 * the log. What the route does not keep up with is dropped here and stays in the log.
 */
class NotificationsConsumer extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationsConsumer.class);
  private static final int MOST = 10_000;

  private final FlexibilityEndpoint endpoint;
  private final Consumer<Notification> listener = this::offer;
  private final ArrayDeque<Notification> queue = new ArrayDeque<>();
  private boolean running;
  private long dropped;
  private @Nullable ExecutorService worker;

  NotificationsConsumer(FlexibilityEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    worker =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newSingleThreadExecutor(this, "flexibility-notifications");
    endpoint.component().notifications().add(listener);
  }

  @Override
  protected void doStop() throws Exception {
    endpoint.component().notifications().remove(listener);
    synchronized (queue) {
      queue.clear();
    }
    if (worker != null) {
      getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(worker);
      worker = null;
    }
    super.doStop();
  }

  private void offer(Notification notification) {
    boolean start;
    synchronized (queue) {
      if (queue.size() >= MOST) {
        if (dropped++ == 0) {
          LOG.warn("{} does not keep up; notifications stay in the log only", endpoint);
        }
        return;
      }
      queue.add(notification);
      start = !running;
      running = true;
    }
    if (start) {
      proceed();
    }
  }

  private void proceed() {
    ExecutorService pool = worker;
    try {
      if (pool != null) {
        pool.execute(this::drain);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("{} has stopped", endpoint);
    }
  }

  private void drain() {
    while (true) {
      Notification next;
      synchronized (queue) {
        next = queue.poll();
        if (next == null) {
          running = false;
          dropped = 0;
          return;
        }
      }
      if (!deliver(next)) {
        return;
      }
    }
  }

  private boolean deliver(Notification notification) {
    Exchange exchange = createExchange(false);
    Message in = exchange.getIn();
    in.setHeader(FlexibilityHeaders.FO_ID, notification.foId());
    in.setHeader(FlexibilityHeaders.FSR_ID, notification.fsrId());
    in.setBody(notification);
    return getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              Exception failure = exchange.getException();
              if (failure != null) {
                getExceptionHandler()
                    .handleException("a notification was not passed on", exchange, failure);
              }
              releaseExchange(exchange, false);
              if (!doneSync) {
                proceed();
              }
            });
  }
}

package dev.sluice.flexibility.camel;

import dev.sluice.flexibility.Notification;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/** {@code flexibility:notifications} as a step: reads an FO's log, and waits for it if asked to. */
class NotificationsProducer extends DefaultAsyncProducer {
  private static final int MOST = 1000;
  private static final int USUAL = 100;
  private static final long LONGEST_WAIT_MS = 30_000;

  private final FlexibilityEndpoint endpoint;

  NotificationsProducer(FlexibilityEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      Message in = exchange.getMessage();
      String foId = MessageParts.text(in, FlexibilityHeaders.FO_ID);
      long after = Math.max(0, MessageParts.number(in, FlexibilityHeaders.AFTER, 0));
      int limit = (int) within(MessageParts.number(in, FlexibilityHeaders.LIMIT, USUAL), 1, MOST);
      long wait =
          within(MessageParts.number(in, FlexibilityHeaders.WAIT_MS, 0), 0, LONGEST_WAIT_MS);
      LongPolls polls = endpoint.component().polls();
      List<Notification> found = polls.notifications(foId, after, limit);
      if (found.isEmpty() && wait > 0) {
        polls.await(
            foId,
            after,
            limit,
            wait,
            (notifications, failure) -> {
              if (failure != null) {
                exchange.setException(failure);
              } else {
                exchange.getMessage().setBody(notifications);
              }
              callback.done(false);
            });
        return false;
      }
      in.setBody(found);
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private static long within(long value, long least, long most) {
    return Math.min(Math.max(value, least), most);
  }
}

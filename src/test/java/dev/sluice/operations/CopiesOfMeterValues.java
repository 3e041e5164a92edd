package dev.sluice.operations;

import dev.sluice.ocpp.camel.OcppHeaders;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * What became of the copies of meter values that routes were given: message ids are numbers that
 * grow, so each station's copies have to come in their order, and each once.
 */
final class CopiesOfMeterValues extends EventNotifierSupport {
  private final Set<Long> seen = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> newest = new ConcurrentHashMap<>();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong outOfOrder = new AtomicLong();
  private final AtomicLong twice = new AtomicLong();

  static CopiesOfMeterValues of(CamelContext camel) {
    CopiesOfMeterValues copies = new CopiesOfMeterValues();
    copies.setCamelContext(camel);
    ServiceHelper.startService(copies);
    camel.getManagementStrategy().addEventNotifier(copies);
    camel.getCamelContextExtension().setEventNotificationApplicable(true);
    return copies;
  }

  long completed() {
    return completed.get();
  }

  long failed() {
    return failed.get();
  }

  long outOfOrder() {
    return outOfOrder.get();
  }

  long twice() {
    return twice.get();
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeCreatedEvent created && copy(created.getExchange())) {
      created(created.getExchange());
    } else if (event instanceof ExchangeCompletedEvent done && copy(done.getExchange())) {
      // What a route handles is complete, too, but it was not processed.
      Object caught = done.getExchange().getProperty(Exchange.EXCEPTION_CAUGHT);
      (caught == null ? completed : failed).incrementAndGet();
    } else if (event instanceof ExchangeFailedEvent gone && copy(gone.getExchange())) {
      failed.incrementAndGet();
    }
  }

  private static boolean copy(Exchange exchange) {
    return exchange.getFromEndpoint() != null
        && exchange.getFromEndpoint().getEndpointUri().startsWith("ocpp:")
        && "MeterValues".equals(exchange.getIn().getHeader(OcppHeaders.ACTION));
  }

  private void created(Exchange exchange) {
    long id = exchange.getIn().getHeader(OcppHeaders.MESSAGE_ID, Long.class);
    String station = exchange.getIn().getHeader(OcppHeaders.STATION_ID, String.class);
    if (!seen.add(id)) {
      twice.incrementAndGet();
    }
    Long before = newest.put(station, id);
    if (before != null && before > id) {
      outOfOrder.incrementAndGet();
    }
  }
}

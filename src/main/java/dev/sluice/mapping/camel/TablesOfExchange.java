package dev.sluice.mapping.camel;

import dev.sluice.mapping.MappingTables;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets an exchange keep, to its end, the tables that were in force when it began: tables are
 * replaced while exchanges are under way.
 */
public final class TablesOfExchange extends RoutePolicySupport implements RoutePolicyFactory {
  private static final String PROPERTY = "CamelMappingTables";

  private final MappingTables tables;

  /**
   * @param tables the tables in force
   */
  public TablesOfExchange(MappingTables tables) {
    this.tables = tables;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return this;
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    if (exchange.getProperty(PROPERTY) == null) {
      exchange.setProperty(PROPERTY, tables.inForce());
    }
  }

  /** The tables that the exchange began with; null when it has none. */
  static @Nullable MappingTables of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, MappingTables.class);
  }
}

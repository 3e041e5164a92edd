package dev.sluice.security.camel;

import io.netty.channel.ChannelHandler;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.netty.DefaultChannelHandlerFactory;

/**
 * Stands in each connection of the FO port between the HTTP decoder and Camel. A route names it as
 * its endpoint's {@code decoders}.
 */
public final class ConnectionGate extends DefaultChannelHandlerFactory {
  private final GateSettings settings;
  private final AtomicInteger open = new AtomicInteger();

  public ConnectionGate(GateSettings settings) {
    this.settings = settings;
  }

  @Override
  public ChannelHandler newChannelHandler() {
    return new GateHandler(settings, open);
  }

  /** Connections that are open now. */
  public int open() {
    return open.get();
  }
}

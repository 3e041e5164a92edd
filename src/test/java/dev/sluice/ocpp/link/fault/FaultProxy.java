package dev.sluice.ocpp.link.fault;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in which connections fail as they are told to: which station a connection is for is
 * read from the path of its handshake.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("^GET \\S*/(\\S+) HTTP/1\\.1\r\n");

  /** Not pooled and not watched: what leaks is looked for in the gateway. */
  private static final UnpooledByteBufAllocator BUFFERS = new UnpooledByteBufAllocator(false, true);

  private final Function<String, Fault> faults;
  private final boolean gatewayIsNear;
  private final Map<String, Passage> passages = new ConcurrentHashMap<>();
  private final Channel listener;

  /**
   * @param target port on the loopback address
   * @param gatewayIsNear whether the gateway is the one that connects to the proxy
   * @param faults the fault of a station's connection
   */
  public FaultProxy(
      EventLoopGroup loops, int target, boolean gatewayIsNear, Function<String, Fault> faults) {
    this.faults = faults;
    this.gatewayIsNear = gatewayIsNear;
    this.listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.ALLOCATOR, BUFFERS)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel near) {
                    near.pipeline().addLast(new Near(near, target));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** A station's connection; null when none has come yet. */
  public @Nullable Passage passage(String station) {
    return passages.get(station);
  }

  /** Ends a station's connection and forgets it. */
  public void end(String station) {
    Passage passage = passages.remove(station);
    if (passage != null) {
      passage.end();
    }
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    passages.keySet().forEach(this::end);
  }

  /** The side that connected to the proxy. */
  private final class Near extends ChannelInboundHandlerAdapter {
    private final SocketChannel near;
    private final int target;
    private @Nullable Passage passage;

    Near(SocketChannel near, int target) {
      this.near = near;
      this.target = target;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      if (passage != null) {
        passage.bytes(true, bytes);
        return;
      }
      Matcher path = PATH.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
      if (!path.find()) {
        bytes.release();
        throw new IllegalStateException("a connection does not begin with a handshake");
      }
      String station = String.valueOf(path.group(1));
      Passage begun = new Passage(faults.apply(station), gatewayIsNear, near);
      passage = begun;
      passages.put(station, begun);
      near.config().setAutoRead(false);
      new Bootstrap()
          .group(near.eventLoop())
          .channel(NioSocketChannel.class)
          .option(ChannelOption.TCP_NODELAY, true)
          .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
          .option(ChannelOption.ALLOCATOR, BUFFERS)
          .handler(new Far(begun))
          .connect("127.0.0.1", target)
          .addListener(
              (io.netty.channel.ChannelFuture connected) -> {
                if (connected.isSuccess()) {
                  begun.begin((SocketChannel) connected.channel(), bytes);
                } else {
                  bytes.release();
                  begun.end();
                }
              });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        if (passage == null) {
          near.close();
        } else {
          passage.ended(true);
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (passage != null) {
        passage.broken(true);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  /** The side that the proxy connected to. */
  private static final class Far extends ChannelInboundHandlerAdapter {
    private final Passage passage;

    Far(Passage passage) {
      this.passage = passage;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      passage.bytes(false, (ByteBuf) message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        passage.ended(false);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      passage.broken(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}

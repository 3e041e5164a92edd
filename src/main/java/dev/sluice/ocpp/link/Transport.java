package dev.sluice.ocpp.link;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.ThreadFactory;

/** How both legs reach the kernel. */
public enum Transport {
  /** Linux, with Netty's native file for this processor. */
  EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class) {
    @Override
    EventLoopGroup loops(int threads, ThreadFactory factory) {
      return new EpollEventLoopGroup(threads, factory);
    }
  },
  /** Everywhere. */
  NIO(NioServerSocketChannel.class, NioSocketChannel.class) {
    @Override
    EventLoopGroup loops(int threads, ThreadFactory factory) {
      return new NioEventLoopGroup(threads, factory);
    }
  };

  /** The fastest one that works here. */
  public static final Transport BEST = Epoll.isAvailable() ? EPOLL : NIO;

  private final Class<? extends ServerChannel> listener;
  private final Class<? extends Channel> connection;

  Transport(Class<? extends ServerChannel> listener, Class<? extends Channel> connection) {
    this.listener = listener;
    this.connection = connection;
  }

  Class<? extends ServerChannel> listener() {
    return listener;
  }

  Class<? extends Channel> connection() {
    return connection;
  }

  /**
   * @param threads 0 = as many as suit the machine
   */
  abstract EventLoopGroup loops(int threads, ThreadFactory factory);
}

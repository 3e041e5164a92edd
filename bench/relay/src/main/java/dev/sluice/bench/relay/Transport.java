package dev.sluice.bench.relay;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Native epoll where it loads, the JDK's selector otherwise. */
final class Transport {
  static final boolean NATIVE = Epoll.isAvailable();

  private Transport() {}

  static EventLoopGroup oneLoop(String name) {
    DefaultThreadFactory threads = new DefaultThreadFactory(name, true);
    return NATIVE ? new EpollEventLoopGroup(1, threads) : new NioEventLoopGroup(1, threads);
  }

  static Class<? extends ServerChannel> listener() {
    return NATIVE ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  static Class<? extends SocketChannel> connection() {
    return NATIVE ? EpollSocketChannel.class : NioSocketChannel.class;
  }
}

package dev.sluice.ocpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dialling from addresses of which some have no port left, as the kernel says it. */
class SourceTurnTest {
  private final EventLoopGroup loops = new NioEventLoopGroup(1);
  private final AtomicInteger turn = new AtomicInteger();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A connection that finds all ports of 127.0.0.6x taken. */
  private final class Exhausted extends NioSocketChannel {
    @Override
    protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
      String address = ((InetSocketAddress) local).getAddress().getHostAddress();
      asked.add(address);
      if (address.startsWith("127.0.0.6")) {
        throw new BindException("Cannot assign requested address");
      }
      return super.doConnect(remote, local);
    }
  }

  private SourceTurn dial(int port, String... sources) throws Exception {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channelFactory(Exhausted::new)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {}
                });
    SocketAddress csms = new InetSocketAddress("127.0.0.1", port);
    SourceTurn attempt = new SourceTurn(bootstrap, csms, addresses(sources), turn, failures::add);
    loops.next().submit(attempt::next).get();
    return attempt;
  }

  private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String each : literals) {
      addresses.add(InetAddress.getByName(each));
    }
    return addresses;
  }

  @Test
  void an_address_without_a_free_port_is_passed_over() throws Exception {
    try (ServerSocket csms = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
      csms.setSoTimeout(20_000);
      for (int i = 0; i < 4; i++) {
        SourceTurn up =
            dial(csms.getLocalPort(), "127.0.0.61", "127.0.0.7", "127.0.0.62", "127.0.0.8");
        assertThat(csms.accept().getInetAddress().getHostAddress()).isIn("127.0.0.7", "127.0.0.8");
        await().until(up::isUp);
        loops.next().submit(up::cancel).get();
      }
      assertThat(asked).contains("127.0.0.61", "127.0.0.62", "127.0.0.7", "127.0.0.8");
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void when_no_address_has_a_port_left_it_says_so_after_each_was_asked_once() throws Exception {
    SourceTurn attempt = dial(9, "127.0.0.61", "127.0.0.62", "127.0.0.63");
    await().until(() -> !failures.isEmpty());
    assertThat(asked).containsExactly("127.0.0.61", "127.0.0.62", "127.0.0.63");
    assertThat(failures)
        .singleElement()
        .isInstanceOf(BindException.class)
        .extracting(Throwable::getMessage)
        .isEqualTo("no local address has a port left for the CSMS");
    assertThat(attempt.isUp()).isFalse();
  }

  @Test
  void a_csms_that_refuses_is_not_asked_from_the_next_address() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = probe.getLocalPort();
    }
    dial(free, "127.0.0.7", "127.0.0.8");
    await().until(() -> !failures.isEmpty());
    assertThat(failures).singleElement().isInstanceOf(ConnectException.class);
    assertThat(asked).containsExactly("127.0.0.7");
  }
}

package dev.sluice.ocpp.link;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up the CSMS's name with the system's resolver, which blocks, and so never on the event loop
 * of stations.
 */
final class CsmsNames extends AddressResolverGroup<InetSocketAddress> {
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 1024;

  /** The system's resolver, or a test's. */
  interface Lookup {
    /** All addresses of a name; may block. */
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          new DefaultThreadFactory("ocpp-names", true));

  CsmsNames(Lookup lookup) {
    this.lookup = lookup;
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new OffLoop(executor).asAddressResolver();
  }

  @Override
  public void close() {
    super.close();
    threads.shutdownNow();
  }

  private final class OffLoop extends InetNameResolver {
    OffLoop(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) throws Exception {
      byte[] literal = NetUtil.createByteArrayFromIpAddressString(name);
      if (literal != null) {
        promise.trySuccess(InetAddress.getByAddress(name, literal));
        return;
      }
      off(name, promise, () -> promise.trySuccess(lookup.addresses(name)[0]));
    }

    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
      off(name, promise, () -> promise.trySuccess(List.of(lookup.addresses(name))));
    }

    private void off(String name, Promise<?> promise, Asking asking) {
      try {
        threads.execute(
            () -> {
              try {
                asking.ask();
              } catch (UnknownHostException | RuntimeException e) {
                promise.tryFailure(e);
              }
            });
      } catch (RejectedExecutionException e) {
        UnknownHostException busy =
            new UnknownHostException(name + ": too many lookups are waiting already");
        busy.initCause(e);
        promise.tryFailure(busy);
      }
    }
  }

  private interface Asking {
    void ask() throws UnknownHostException;
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.LinkCounters.Count;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides at accept whether a connection may stay. What it knows of addresses without a connection
 * is bounded; the others are as many as there are connections. Safe for any thread; each method is
 * a few map operations long.
 */
final class Admission {
  /** An address without connections is remembered because of its rate only. */
  private static final int MOST_IDLE = 10_000;

  /** A handshake that has not sent its request by then may have to make room for a new one. */
  private static final long GRACE = Duration.ofSeconds(1).toNanos();

  /** What one address has. */
  private static final class Traffic {
    int connections;
    int handshakes;
    double tokens;
    long refilled;
  }

  /** A handshake that is not over; {@code traffic} is null when its address is exempt. */
  private record Handshake(@Nullable Traffic traffic, long since) {}

  private final AdmissionSettings settings;
  private final LinkCounters counters;
  private final Map<Origin, Traffic> busy = new HashMap<>();
  private final Map<Origin, Traffic> idle =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Traffic> eldest) {
          return size() > MOST_IDLE;
        }
      };

  /** Handshakes whose request has not come, oldest first. */
  private final Map<Channel, Handshake> silent = new LinkedHashMap<>();

  /** Handshakes whose request has come. */
  private final Map<Channel, Handshake> asked = new HashMap<>();

  Admission(AdmissionSettings settings, LinkCounters counters) {
    this.settings = settings;
    this.counters = counters;
  }

  /** Whether the connection may stay; it counts from now on. */
  boolean admit(Channel channel) {
    return admit(channel, System.nanoTime());
  }

  synchronized boolean admit(Channel channel, long now) {
    Origin origin = Origin.of(channel.remoteAddress());
    Traffic traffic = exempt(channel) ? null : traffic(origin, now);
    Count refusal = traffic == null ? null : refusal(traffic, now);
    if (refusal == null && silent.size() + asked.size() >= settings.handshakes()) {
      refusal = makeRoom(now) ? null : Count.REFUSED_HANDSHAKES;
    }
    if (refusal != null) {
      counters.add(refusal);
      settle(origin, traffic);
      return false;
    }
    if (traffic != null) {
      traffic.tokens--;
      traffic.connections++;
      traffic.handshakes++;
      busy.put(origin, traffic);
      channel.closeFuture().addListener(closed -> closed(origin));
    }
    silent.put(channel, new Handshake(traffic, now));
    channel.closeFuture().addListener(closed -> over(channel));
    return true;
  }

  /** Whether the bounds for one address do not count for this connection. */
  boolean exempt(Channel channel) {
    InetAddress address =
        channel.remoteAddress() instanceof InetSocketAddress socket ? socket.getAddress() : null;
    return address != null && settings.exempt().stream().anyMatch(range -> range.contains(address));
  }

  private Traffic traffic(Origin origin, long now) {
    Traffic known = busy.get(origin);
    if (known == null) {
      known = idle.remove(origin);
    }
    if (known == null) {
      known = new Traffic();
      known.tokens = settings.burstPerAddress();
      known.refilled = now;
    }
    double more = (now - known.refilled) / 1e9 * settings.ratePerAddress();
    known.tokens = Math.min(settings.burstPerAddress(), known.tokens + more);
    known.refilled = now;
    return known;
  }

  private @Nullable Count refusal(Traffic traffic, long now) {
    if (traffic.tokens < 1) {
      return Count.REFUSED_RATE;
    }
    if (traffic.handshakes >= settings.handshakesPerAddress()) {
      return Count.REFUSED_HANDSHAKES;
    }
    return traffic.connections >= settings.connectionsPerAddress()
        ? Count.REFUSED_CONNECTIONS
        : null;
  }

  /** The oldest handshake without a request goes, when it had the time to send one. */
  private boolean makeRoom(long now) {
    Iterator<Map.Entry<Channel, Handshake>> oldest = silent.entrySet().iterator();
    if (!oldest.hasNext()) {
      return false;
    }
    Map.Entry<Channel, Handshake> entry = oldest.next();
    if (now - entry.getValue().since() < GRACE) {
      return false;
    }
    oldest.remove();
    ended(entry.getValue());
    counters.add(Count.HANDSHAKES_EVICTED);
    entry.getKey().close();
    return true;
  }

  /** The request has come; from now on the handshake takes as long as the CSMS does. */
  synchronized void requested(Channel channel) {
    Handshake handshake = silent.remove(channel);
    if (handshake != null) {
      asked.put(channel, handshake);
    }
  }

  /** The handshake is over: the connection is a link's now, or will be closed. */
  synchronized void over(Channel channel) {
    Handshake handshake = silent.remove(channel);
    if (handshake == null) {
      handshake = asked.remove(channel);
    }
    if (handshake != null) {
      ended(handshake);
    }
  }

  private static void ended(Handshake handshake) {
    Traffic traffic = handshake.traffic();
    if (traffic != null) {
      traffic.handshakes--;
    }
  }

  private synchronized void closed(Origin origin) {
    Traffic traffic = busy.get(origin);
    if (traffic != null) {
      traffic.connections--;
      settle(origin, traffic);
    }
  }

  private void settle(Origin origin, @Nullable Traffic traffic) {
    if (traffic != null && traffic.connections == 0) {
      busy.remove(origin);
      idle.put(origin, traffic);
    }
  }

  /** Handshakes that are not over. */
  synchronized int handshakes() {
    return silent.size() + asked.size();
  }

  /** Addresses that are remembered. */
  synchronized int addresses() {
    return busy.size() + idle.size();
  }
}

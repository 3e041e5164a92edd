package dev.sluice.ocpp.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Where a connection comes from, as far as it counts: an IPv4 address, or the /64 of an IPv6 one,
 * since whoever has one address of it has them all.
 *
 * @param ipv6 whether {@code network} is the upper half of an IPv6 address
 */
record Origin(long network, boolean ipv6) {
  private static final Origin UNKNOWN = new Origin(0, false);

  static Origin of(SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return UNKNOWN;
    }
    InetAddress address = socket.getAddress();
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Origin(bytes.getLong(), true)
        : new Origin(bytes.getInt() & 0xffff_ffffL, false);
  }

  @Override
  public String toString() {
    if (ipv6) {
      return "%x:%x:%x:%x::/64"
          .formatted(
              network >>> 48, network >>> 32 & 0xffff, network >>> 16 & 0xffff, network & 0xffff);
    }
    return String.format(
        Locale.ROOT,
        "%d.%d.%d.%d",
        network >>> 24,
        network >>> 16 & 0xff,
        network >>> 8 & 0xff,
        network & 0xff);
  }
}

package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a station's connection goes on to, and what is done for the station on the way.
 *
 * @param csms address of the CSMS; null = none, the gateway answers the station itself
 * @param fallback subprotocol of stations that offer none; null = such a station is let go, as OCPP
 *     has it (ocpp.md 4.5)
 * @param lenientUpgrade whether a handshake is taken whose {@code Connection} or {@code Upgrade}
 *     header is malformed or missing
 * @param deflateStation whether a station that offers permessage-deflate gets it
 * @param deflateCsms whether permessage-deflate is offered to the CSMS
 * @param localAddresses addresses of this machine that connections to the CSMS come from, in turn;
 *     empty = the system chooses
 */
public record Upstream(
    @Nullable CsmsAddress csms,
    @Nullable Subprotocol fallback,
    boolean lenientUpgrade,
    boolean deflateStation,
    boolean deflateCsms,
    List<InetAddress> localAddresses) {
  /** No CSMS, and by the book: nothing for stations that do not keep to OCPP-J. */
  public static final Upstream STANDALONE = new Upstream(null, null, false, true, false, List.of());

  public Upstream {
    localAddresses = List.copyOf(localAddresses);
  }

  public Upstream withCsms(@Nullable CsmsAddress other) {
    return new Upstream(
        other, fallback, lenientUpgrade, deflateStation, deflateCsms, localAddresses);
  }

  public Upstream withFallback(@Nullable Subprotocol other) {
    return new Upstream(csms, other, lenientUpgrade, deflateStation, deflateCsms, localAddresses);
  }

  public Upstream withLenientUpgrade(boolean lenient) {
    return new Upstream(csms, fallback, lenient, deflateStation, deflateCsms, localAddresses);
  }

  public Upstream withDeflate(boolean station, boolean csmsToo) {
    return new Upstream(csms, fallback, lenientUpgrade, station, csmsToo, localAddresses);
  }

  public Upstream withLocalAddresses(List<InetAddress> others) {
    return new Upstream(csms, fallback, lenientUpgrade, deflateStation, deflateCsms, others);
  }

  /**
   * An address of this machine, from its digits; names are not looked up.
   *
   * @throws IllegalArgumentException when it is not an IP address
   */
  public static InetAddress localAddress(String digits) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(digits);
    if (address == null) {
      throw new IllegalArgumentException(
          "A local address must be an IP address such as 192.0.2.7, but is '" + digits + "'");
    }
    return address;
  }
}

package dev.sluice.ocpp.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses with a common beginning (CIDR).
 *
 * @param first any address of the range
 * @param bits how many leading bits are common
 */
public record AddressRange(InetAddress first, int bits) {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  public AddressRange {
    if (bits < 0 || bits > first.getAddress().length * 8) {
      throw new IllegalArgumentException(
          first.getHostAddress() + "/" + bits + ": so many bits has no such address");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
   *
   * @throws IllegalArgumentException when it is something else; names are not looked up
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(address).matches()) {
      throw new IllegalArgumentException(text + " is not an address range such as 10.0.0.0/8");
    }
    try {
      InetAddress first = InetAddress.getByName(address);
      int bits =
          slash < 0 ? first.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
      return new AddressRange(first, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not an address range such as 10.0.0.0/8", e);
    }
  }

  /** Whether the address is one of these. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int difference = 0;
    for (int bit = 0; bit < bits; bit++) {
      difference |= (mine[bit / 8] ^ other[bit / 8]) & (0x80 >> bit % 8);
    }
    return difference == 0;
  }
}

package dev.sluice.operations.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where to listen.
 *
 * @param host name or literal of a local address; {@code 0.0.0.0} for all
 * @param port 0 to 65535; 0 for any free one
 */
public record ListenAddress(String host, int port) {
  /**
   * Reads {@code host:port}, an IPv6 literal in brackets.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static ListenAddress of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 1 ? "" : text.substring(0, colon).trim();
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    int port = port(colon < 0 ? "" : text.substring(colon + 1).trim());
    if (host.isEmpty() || port < 0) {
      throw new IllegalArgumentException(
          "an address to listen on looks like 127.0.0.1:8887 or [::1]:8887, but is \""
              + text
              + "\"");
    }
    return new ListenAddress(host, port);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 65_535 ? -1 : port;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether only this machine reaches it. A name that does not resolve counts as reachable. */
  public boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * The same address with a port that is free now in place of 0, for what must name its port before
   * it listens.
   *
   * @throws IOException when there is none
   */
  public ListenAddress concrete() throws IOException {
    if (port != 0) {
      return this;
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return new ListenAddress(host, free.getLocalPort());
    }
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

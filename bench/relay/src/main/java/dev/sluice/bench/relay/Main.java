package dev.sluice.bench.relay;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import javax.net.ssl.SSLException;

/** Measures what is running already; {@code bench/relay/run} starts it. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Options options = new Options(arguments);
    if (options.series().equals("hot")) {
      Profile.read(options);
      return;
    }
    try (Bench bench = new Bench(options.number("csms", 0), tls(options.text("trust", "")))) {
      System.err.println(Transport.NATIVE ? "native epoll" : "the JDK's selector");
      switch (options.series()) {
        case "load" -> new LoadSeries(bench, options).run();
        case "idle" -> new IdleSeries(bench, options).run();
        case "growth" -> new GrowthSeries(bench, options).run();
        case "profile" -> new ProfileSeries(bench, options).run();
        default -> throw new IllegalArgumentException("load, idle, growth, profile or hot");
      }
      System.out.printf(
          "%nMismatches, lost connections and unanswered calls: %d%n", bench.mismatches());
    }
  }

  /**
   * @param trust PEM file with the certificate that stations trust; empty = in the clear
   */
  private static SslContext tls(String trust) throws SSLException {
    if (trust.isEmpty()) {
      return null;
    }
    SslProvider provider = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    System.err.println("stations' TLS: " + provider);
    return SslContextBuilder.forClient()
        .sslProvider(provider)
        .trustManager(new File(trust))
        .endpointIdentificationAlgorithm(null)
        .build();
  }
}

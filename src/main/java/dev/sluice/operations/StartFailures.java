package dev.sluice.operations;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;

/** Turns what a framework threw at start into a {@link StartFailure}. */
public final class StartFailures {
  private static final String REFERENCE = "docs/reference/configuration.md";

  private StartFailures() {}

  /** Never null: what is not recognised is told with its innermost reason. */
  public static StartFailure of(Throwable thrown) {
    Set<Throwable> chain = chain(thrown);
    return first(chain, StartFailure.class)
        .or(() -> first(chain, PortInUseException.class).map(StartFailures::managementPort))
        .or(() -> first(chain, BindException.class).map(bad -> property(bad, chain)))
        .or(() -> stations(chain))
        .or(() -> first(chain, java.net.BindException.class).map(StartFailures::address))
        .orElseGet(() -> unknown(thrown, chain));
  }

  private static StartFailure managementPort(PortInUseException taken) {
    return new StartFailure(
        "port " + taken.getPort() + " of the management port is taken",
        "sluice.management.listen",
        "end the program that uses the port, or set another address",
        taken);
  }

  private static StartFailure property(BindException bad, Set<Throwable> chain) {
    ConfigurationProperty property = bad.getProperty();
    String name = property == null ? bad.getName().toString() : property.getName().toString();
    String origin =
        property == null || property.getOrigin() == null ? "" : ", from " + property.getOrigin();
    String what =
        first(chain, IllegalArgumentException.class)
            .map(Throwable::getMessage)
            .orElse("a property has a value that it cannot have");
    String value = property == null ? "" : " = " + property.getValue();
    return new StartFailure(
        what, name + value + origin, "correct the value; " + REFERENCE + " says what fits", bad);
  }

  private static Optional<StartFailure> stations(Set<Throwable> chain) {
    return chain.stream()
        .filter(each -> each instanceof IOException)
        .filter(each -> String.valueOf(each.getMessage()).startsWith("stations cannot be served"))
        .findFirst()
        .map(
            each ->
                new StartFailure(
                    each.getMessage() + ": " + innermost(chain),
                    "sluice.stations.listen",
                    "end the program that uses the port, or set another address",
                    each));
  }

  private static String innermost(Set<Throwable> chain) {
    String last = "";
    for (Throwable each : chain) {
      last = String.valueOf(each.getMessage());
    }
    return last;
  }

  private static StartFailure address(java.net.BindException taken) {
    return new StartFailure(
        "an address to listen on is taken or not of this machine: " + taken.getMessage(),
        "sluice.stations.listen, sluice.fcsbe.http.listen, sluice.management.listen",
        "end the program that uses the port, or set another address",
        taken);
  }

  private static StartFailure unknown(Throwable thrown, Set<Throwable> chain) {
    Throwable innermost = thrown;
    for (Throwable each : chain) {
      innermost = each;
    }
    return new StartFailure(
        String.valueOf(innermost.getMessage() == null ? innermost : innermost.getMessage()),
        innermost.getClass().getName(),
        "run again with --debug for the whole story",
        thrown);
  }

  private static <T extends Throwable> Optional<T> first(Set<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Set<Throwable> chain(Throwable thrown) {
    Set<Throwable> chain = new LinkedHashSet<>();
    for (Throwable next = thrown; next != null && chain.add(next); next = next.getCause()) {
      continue;
    }
    return chain;
  }
}

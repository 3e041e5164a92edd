package dev.sluice.operations;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which Sluice this is. */
public final class Version {
  private static final String FILE = "/META-INF/maven/dev.sluice/sluice/pom.properties";

  private Version() {}

  /** The version in the jar; {@code development} when it does not run from one. */
  public static String current() {
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}

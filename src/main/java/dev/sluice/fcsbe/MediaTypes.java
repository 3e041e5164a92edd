package dev.sluice.fcsbe;

import java.util.Locale;

/** The media types of the FO port. */
public final class MediaTypes {
  public static final String JSON = "application/json";
  public static final String VENDOR_JSON = "application/vnd.fcsbe.v1+json";

  private MediaTypes() {}

  /** Whether a body of this type is read: JSON in UTF-8. */
  public static boolean readable(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    String type = parts[0].trim();
    if (!type.equals(JSON) && !type.equals(VENDOR_JSON)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  /**
   * The type to answer in; empty when none of the two is accepted. No {@code Accept} accepts all.
   */
  public static String answer(String accept) {
    boolean json = accept.isBlank();
    boolean vendor = false;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (!refused(parts)) {
        String type = parts[0].trim();
        json |= type.equals(JSON) || type.equals("application/*") || type.equals("*/*");
        vendor |= type.equals(VENDOR_JSON);
      }
    }
    if (vendor) {
      return VENDOR_JSON;
    }
    return json ? JSON : "";
  }

  private static boolean refused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim().replace(" ", "");
      if (parameter.matches("q=0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }
}

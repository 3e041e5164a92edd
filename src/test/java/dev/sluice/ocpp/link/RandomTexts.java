package dev.sluice.ocpp.link;

import java.util.Random;

/** Texts as they may pass a relay: calls, answers, broken frames and no JSON at all. */
final class RandomTexts {
  /** How every call begins, and nothing else. */
  static final String CALL = " [ 2,";

  private static final int MEBIBYTE = 1 << 20;

  private RandomTexts() {}

  /**
   * @param number makes ids unique
   * @param up false: towards the station, where open calls wait for each other and are kept few
   */
  static String next(Random random, int number, boolean up) {
    String junk = text(random, size(random));
    String quoted = junk.replace("\\", "/").replace("\"", "'");
    int kind = random.nextInt(10);
    return switch (kind) {
      case 0, 1 -> "[3,\"r" + number + "\",{\"v\":\"" + quoted + "\"}]";
      case 2 -> "[4,\"e" + number + "\",\"GenericError\",\"" + quoted + "\",{}]";
      case 3 -> "[5, \"e" + number + "\" ,\"GenericError\",\"" + quoted + "\",{}]";
      case 4 -> "[6,\"s" + number + "\",\"NotifyPeriodicEventStream\",{\"v\":\"" + quoted + "\"}]";
      case 5, 6 ->
          up || kind == 5
              ? CALL + "\"c" + number + "\",\"DataTransfer\",{\"v\":\"" + quoted + "\"}]"
              : "[99,\"?\",\"" + quoted + "\"]";
      case 7 -> "{\"not\":\"a frame\",\"v\":\"" + quoted + "\"}";
      default -> junk;
    };
  }

  /** In bytes; now and then so much that the message has 1 MiB, frame and all. */
  private static int size(Random random) {
    int draw = random.nextInt(2000);
    if (draw == 0) {
      return MEBIBYTE - 100;
    }
    return draw < 20 ? random.nextInt(60_000) : random.nextInt(300);
  }

  private static String text(Random random, int bytes) {
    StringBuilder text = new StringBuilder(bytes + 8);
    int length = 0;
    while (length < bytes) {
      int kind = random.nextInt(6);
      text.appendCodePoint(
          switch (kind) {
            case 0 -> 0x20 + random.nextInt(0x5f);
            case 1 -> 0xa0 + random.nextInt(0x500);
            case 2 -> 0x4e00 + random.nextInt(0x1000);
            case 3 -> 0x1f300 + random.nextInt(0x200);
            default -> 'a' + random.nextInt(26);
          });
      length += kind >= 1 && kind <= 3 ? kind + 1 : 1;
    }
    return text.toString();
  }
}

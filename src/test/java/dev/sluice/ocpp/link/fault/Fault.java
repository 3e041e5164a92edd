package dev.sluice.ocpp.link.fault;

import java.util.Random;

/**
 * What goes wrong on one connection.
 *
 * @param up whether the bytes that are counted go from the station's side to the CSMS's
 * @param at after how many bytes in that direction it strikes
 * @param amount of a delay in milliseconds, of what is sent twice in bytes
 */
public record Fault(Kind kind, boolean up, int at, int amount) {
  public static final Fault NONE = new Fault(Kind.NONE, true, Integer.MAX_VALUE, 0);

  /** The closed set of what a network does to a connection. */
  public enum Kind {
    NONE,
    /** Nothing passes for a while, then everything does, in order. */
    DELAY,
    /** Both ends see an end (FIN). */
    DROP,
    /** Both ends see a reset (RST). */
    RESET,
    /** Both ends keep their connection, and nothing arrives any more. */
    BLACK_HOLE,
    /** The receiver sees an end, the sender goes on. */
    HALF_CLOSE,
    /** From here on every byte is sent by itself. */
    SPLIT,
    /** Some bytes arrive twice: the stream is corrupt. */
    DUPLICATE
  }

  /** One of those that are not {@link Kind#NONE}, at a place of a conversation of some frames. */
  public static Fault any(Random random) {
    Kind kind = Kind.values()[1 + random.nextInt(Kind.values().length - 1)];
    boolean handshaking = random.nextInt(4) == 0;
    int at = handshaking ? random.nextInt(250) : 250 + random.nextInt(900);
    int amount = kind == Kind.DELAY ? 50 + random.nextInt(1_450) : 1 + random.nextInt(40);
    return new Fault(kind, random.nextBoolean(), at, amount);
  }
}

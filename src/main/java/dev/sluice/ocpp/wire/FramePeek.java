package dev.sluice.ocpp.wire;

import java.nio.charset.StandardCharsets;

/**
 * Reads a frame's head and nothing behind it, so that a relayed frame costs the same whatever its
 * payload's size. Never throws: what it cannot read is {@link FrameHead#UNREADABLE}, and the frame
 * is relayed all the same.
 */
public final class FramePeek {
  /**
   * Ids are at most 36 characters and actions far shorter; what is longer is not ours to
   * understand.
   */
  private static final int LONGEST_STRING = 512;

  /** Nearly all heads are in so much: an id of 36 characters and the longest action of OCPP. */
  private static final int HEAD = 96;

  private final ByteCursor frame;
  private final int length;
  private final byte[] head;
  private int at;

  private FramePeek(ByteCursor frame) {
    this.frame = frame;
    this.length = frame.length();
    this.head = frame.first(HEAD);
  }

  private byte byteAt(int index) {
    return index < head.length ? head[index] : frame.at(index);
  }

  public static FrameHead peek(ByteCursor frame) {
    return new FramePeek(frame).read();
  }

  private FrameHead read() {
    if (!next('[')) {
      return FrameHead.NONE;
    }
    int type = number();
    if (type < 0 || !next(',')) {
      return FrameHead.NONE;
    }
    String id = id();
    if (id == null) {
      return FrameHead.NONE;
    }
    if (type != FrameHead.CALL && type != FrameHead.SEND) {
      return new FrameHead(type, id, "");
    }
    String action = next(',') ? string() : null;
    return action == null ? FrameHead.NONE : new FrameHead(type, id, action);
  }

  /** A string; an id that is something else, against the specification, counts as it is written. */
  private @org.jspecify.annotations.Nullable String id() {
    skipSpace();
    int start = at;
    while (at < length && at - start <= LONGEST_STRING && bare(byteAt(at))) {
      at++;
    }
    return at > start && at - start <= LONGEST_STRING ? ascii(start, at) : string();
  }

  private static boolean bare(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b == '-'
        || b == '+'
        || b == '.';
  }

  private void skipSpace() {
    while (at < length) {
      byte b = byteAt(at);
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return;
      }
      at++;
    }
  }

  private boolean next(char wanted) {
    skipSpace();
    if (at < length && byteAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private int number() {
    skipSpace();
    int value = 0;
    int digits = 0;
    while (at < length && byteAt(at) >= '0' && byteAt(at) <= '9') {
      if (++digits > 6) {
        return -1;
      }
      value = value * 10 + (byteAt(at++) - '0');
    }
    return digits == 0 ? -1 : value;
  }

  private @org.jspecify.annotations.Nullable String string() {
    if (!next('"')) {
      return null;
    }
    int start = at;
    boolean plain = true;
    while (at < length && at - start <= LONGEST_STRING) {
      byte b = byteAt(at);
      if (b == '"') {
        String text = plain ? ascii(start, at) : decoded(start, at);
        at++;
        return text;
      }
      plain &= b != '\\' && b >= 0;
      at += b == '\\' ? 2 : 1;
    }
    return null;
  }

  private String ascii(int from, int to) {
    if (to <= head.length) {
      return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }
    char[] text = new char[to - from];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) byteAt(from + i);
    }
    return new String(text);
  }

  private @org.jspecify.annotations.Nullable String decoded(int from, int to) {
    byte[] quoted = new byte[to - from + 2];
    quoted[0] = '"';
    quoted[quoted.length - 1] = '"';
    for (int i = from; i < to; i++) {
      quoted[i - from + 1] = byteAt(i);
    }
    return FrameText.string(quoted);
  }
}

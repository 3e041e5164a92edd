package dev.sluice.ocpp.wire;

/**
 * Bytes that can be read at any position without being copied: a network buffer, or an array in
 * tests.
 */
public interface ByteCursor {
  int length();

  /** The byte at {@code index}, from 0 to {@code length() - 1}. */
  byte at(int index);

  /** A copy of all of it. */
  default byte[] bytes() {
    return first(length());
  }

  /** A copy of the first bytes, or of all when there are fewer. */
  default byte[] first(int most) {
    byte[] bytes = new byte[Math.min(most, length())];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = at(i);
    }
    return bytes;
  }

  static ByteCursor of(byte[] bytes) {
    return new ByteCursor() {
      @Override
      public int length() {
        return bytes.length;
      }

      @Override
      public byte at(int index) {
        return bytes[index];
      }
    };
  }
}

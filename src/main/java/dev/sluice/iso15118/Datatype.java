package dev.sluice.iso15118;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an element without children, or an attribute, holds. */
sealed interface Datatype {
  /** Characters; the message sets say no length. */
  record Text() implements Datatype {}

  /** True or false. */
  record Logical() implements Datatype {}

  /** Octets that JSON shows in hexadecimal. */
  record Hex() implements Datatype {}

  /** Octets that JSON shows in base64. */
  record Base64() implements Datatype {}

  /**
   * A whole number.
   *
   * @param minimum the smallest, or null when there is none
   * @param maximum the largest, or null when there is none
   */
  record Whole(@Nullable BigInteger minimum, @Nullable BigInteger maximum) implements Datatype {}

  /**
   * One of some words.
   *
   * @param values the words in the order of the message set, which EXI counts them by
   */
  record OneOf(List<String> values) implements Datatype {
    public OneOf {
      values = List.copyOf(values);
    }
  }
}

package dev.sluice.security;

import org.jspecify.annotations.Nullable;

/** Keys or certificates that cannot be used. The message has three sentences: what, where, fix. */
public final class KeyMaterialException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyMaterialException(String what, String where, String fix, @Nullable Throwable cause) {
    super(what + "\n" + where + "\n" + fix, cause);
  }
}

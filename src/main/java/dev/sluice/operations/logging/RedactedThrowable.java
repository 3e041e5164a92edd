package dev.sluice.operations.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.sluice.security.Redaction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A logged exception, its causes with it, whose messages have lost their secrets. */
final class RedactedThrowable implements IThrowableProxy {
  /** Deeper causes are left out. */
  private static final int DEEPEST = 50;

  private final IThrowableProxy thrown;
  private final int depth;

  RedactedThrowable(IThrowableProxy thrown) {
    this(thrown, 0);
  }

  private RedactedThrowable(IThrowableProxy thrown, int depth) {
    this.thrown = thrown;
    this.depth = depth;
  }

  @Override
  public @Nullable String getMessage() {
    String message = thrown.getMessage();
    return message == null ? null : Redaction.of(message);
  }

  @Override
  public @Nullable String getOverridingMessage() {
    String message = thrown.getOverridingMessage();
    return message == null ? null : Redaction.of(message);
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public @Nullable IThrowableProxy getCause() {
    IThrowableProxy cause = thrown.getCause();
    return cause == null || depth == DEEPEST ? null : new RedactedThrowable(cause, depth + 1);
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    return suppressed == null || depth == DEEPEST
        ? new IThrowableProxy[0]
        : Stream.of(suppressed)
            .map(each -> new RedactedThrowable(each, depth + 1))
            .toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }
}

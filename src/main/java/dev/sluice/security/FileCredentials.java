package dev.sluice.security;

import dev.sluice.ocpp.link.Basic;
import dev.sluice.ocpp.link.StationCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Verifies stations by a file of hashed passwords and of certificates (docs/stations.md). Passwords
 * are hashed by threads of their own; an unknown id takes as long as a wrong password.
 */
public final class FileCredentials implements StationCredentials, AutoCloseable {
  private static final int MOST_WAITING = 2_000;
  private static final int MOST_VERIFIED = 50_000;
  private static final byte[] NO_SALT = new byte[16];

  /** What is replaced as a whole, so that no password of an earlier file stays verified. */
  private record State(StationBook book, VerifiedPasswords verified) {}

  private final Path file;
  private final UnaryOperator<@Nullable String> environment;
  private final ThreadPoolExecutor hashing;
  private volatile State state;

  /**
   * @throws StationsFileException when the file cannot be used
   */
  public FileCredentials(Path file) {
    this(file, System::getenv);
  }

  FileCredentials(Path file, UnaryOperator<@Nullable String> environment) {
    this.file = file;
    this.environment = environment;
    this.state = read();
    this.hashing =
        new ThreadPoolExecutor(
            2,
            2,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "credentials");
              thread.setDaemon(true);
              return thread;
            });
    hashing.allowCoreThreadTimeOut(true);
  }

  private State read() {
    return new State(StationsFile.read(file, environment), new VerifiedPasswords(MOST_VERIFIED));
  }

  /**
   * Reads the file again. Stations that are connected stay.
   *
   * @return how many entries there are
   * @throws StationsFileException when the file cannot be used; what was read before stays in force
   */
  public int reload() {
    State next = read();
    state = next;
    return next.book().size();
  }

  @Override
  public CompletionStage<Verdict> verify(Presented presented) {
    State now = state;
    Optional<StationEntry> entry = now.book().of(presented.stationId());
    Basic basic = presented.basic();
    if (basic == null
        || (entry.isPresent() && now.verified().knows(presented.stationId(), basic))) {
      return CompletableFuture.completedFuture(
          verdict(entry.orElse(null), presented, basic != null));
    }
    try {
      return CompletableFuture.supplyAsync(
          () -> hashed(now, entry.orElse(null), presented, basic), hashing);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(new Verdict.Unavailable());
    }
  }

  private static Verdict hashed(
      State now, @Nullable StationEntry entry, Presented presented, Basic basic) {
    long work = now.book().work();
    boolean right = false;
    if (entry != null) {
      for (PasswordHash hash : entry.passwords()) {
        right = right || hash.matches(basic.password());
        work -= hash.iterations();
        if (right) {
          break;
        }
      }
    }
    right &= isUser(basic, presented.stationId());
    if (!right && work > 0) {
      var unused = Pbkdf2.hash(basic.password(), NO_SALT, (int) Math.min(work, 100_000_000));
    }
    Verdict verdict = verdict(entry, presented, right);
    if (right && verdict instanceof Verdict.Accepted) {
      now.verified().verified(presented.stationId(), basic);
    }
    return verdict;
  }

  /** The user of HTTP Basic is the identity in the path (A00.FR.204). */
  private static boolean isUser(Basic basic, String stationId) {
    return MessageDigest.isEqual(basic.user(), stationId.getBytes(StandardCharsets.UTF_8));
  }

  private static Verdict verdict(
      @Nullable StationEntry entry, Presented presented, boolean passwordRight) {
    if (entry == null || (!entry.passwords().isEmpty() && !passwordRight)) {
      return new Verdict.Refused();
    }
    CertificateRule rule = entry.certificate();
    X509Certificate shown = presented.certificate();
    if (rule != null && (shown == null || !rule.accepts(presented.stationId(), shown))) {
      return new Verdict.Refused();
    }
    StationEntry.Upstream upstream = entry.upstream();
    return new Verdict.Accepted(
        upstream == null
            ? null
            : Basic.header(
                upstream.user().isEmpty() ? presented.stationId() : upstream.user(),
                upstream.password()));
  }

  @Override
  public void close() {
    hashing.shutdownNow();
  }
}

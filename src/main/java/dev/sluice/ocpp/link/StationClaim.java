package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.StationCredentials.Presented;
import dev.sluice.ocpp.link.StationCredentials.Verdict;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.security.cert.X509Certificate;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handshake's claim to be a station. Whoever shows the credentials of the connected station, or
 * credentials that the gateway itself has verified, goes on to the CSMS and then takes its place.
 * Anybody else may only when the connected one is not there any more, which a ping finds out; until
 * then the CSMS does not hear of the newcomer, since many end the session that they have when
 * another comes (ocpp.md 4.5). Confined to the event loop of the handshake's connection, but for
 * the methods of {@link IdentityQueue.Claimant}.
 */
final class StationClaim implements IdentityQueue.Claimant {
  private static final Logger LOG = LoggerFactory.getLogger(StationClaim.class);

  /** What becomes of a claim; on the event loop. */
  interface Outcome {
    /**
     * Go on.
     *
     * @param headers those of the request, with the Authorization that is meant for the CSMS
     */
    void granted(HttpHeaders headers);

    /** The place is free now that {@link StationClaim#takeOver} wanted. */
    void free();

    void refused(HttpResponseStatus status, String text);

    /** Too many refused credentials: nothing was looked at. */
    void throttled(long seconds);
  }

  private enum Phase {
    WAITING,
    PROVING,
    GRANTED,
    TAKING_OVER
  }

  private final Channel channel;
  private final String stationId;
  private final HttpHeaders headers;
  private final LinkShared shared;
  private final Outcome outcome;
  private final Origin origin;
  private final boolean exempt;
  private final @Nullable X509Certificate certificate;
  private final CredentialMark mark;
  private final boolean trusted;
  private boolean verified;
  private @Nullable String replacement;
  private CredentialMode mode = CredentialMode.RELAY;
  private Phase phase = Phase.WAITING;
  private boolean withdrawn;

  StationClaim(
      Channel channel, String stationId, HttpHeaders headers, LinkShared shared, Outcome outcome) {
    this.channel = channel;
    this.stationId = stationId;
    this.headers = headers;
    this.shared = shared;
    this.outcome = outcome;
    this.origin = Origin.of(channel.remoteAddress());
    this.exempt = shared.admission().exempt(channel);
    this.certificate = HandshakeRequest.certificate(channel);
    this.mark = CredentialMark.of(headers, certificate);
    this.trusted = shared.known().trusts(stationId, mark);
  }

  @Override
  public CredentialMark mark() {
    return mark;
  }

  @Override
  public boolean trusted() {
    return trusted;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  /** Starts. */
  void raise() {
    long seconds =
        trusted ? 0 : shared.failures().seconds(origin, stationId, exempt, System.nanoTime());
    if (seconds > 0) {
      shared.counters().add(Count.THROTTLED);
      outcome.throttled(seconds);
      return;
    }
    mode = shared.settings().identity().credentials().of(stationId);
    if (mode == CredentialMode.RELAY) {
      queue();
      return;
    }
    Presented presented = new Presented(stationId, Basic.of(headers).orElse(null), certificate);
    shared
        .credentials()
        .verify(presented)
        .whenComplete((verdict, failure) -> onLoop(() -> decided(verdict)));
  }

  private void decided(@Nullable Verdict verdict) {
    if (verdict instanceof Verdict.Accepted yes) {
      verified = true;
      replacement = yes.upstream();
      queue();
    } else if (verdict instanceof Verdict.Refused) {
      shared.counters().add(Count.CREDENTIALS_REFUSED);
      wrong();
    } else {
      outcome.refused(
          HttpResponseStatus.SERVICE_UNAVAILABLE, "credentials cannot be verified now\n");
    }
  }

  private void queue() {
    if (!withdrawn && !shared.queue().enter(stationId, this)) {
      outcome.refused(HttpResponseStatus.SERVICE_UNAVAILABLE, HandshakeAnswer.BUSY);
    }
  }

  @Override
  public void turn() {
    onLoop(this::look);
  }

  private void look() {
    StationLink live = shared.link(stationId);
    if (phase == Phase.TAKING_OVER && live == null) {
      outcome.free();
    } else if (phase == Phase.WAITING || phase == Phase.PROVING) {
      if (live == null || verified || mark.proves(live.mark())) {
        phase = Phase.GRANTED;
        outcome.granted(upward());
      } else {
        phase = Phase.PROVING;
        live.prove(shared.settings().identity().proof(), () -> onLoop(this::occupied));
      }
    }
  }

  private HttpHeaders upward() {
    if (mode != CredentialMode.VERIFY_AND_REPLACE) {
      return headers;
    }
    HttpHeaders up = new DefaultHttpHeaders().set(headers).remove(HttpHeaderNames.AUTHORIZATION);
    return replacement == null ? up : up.set(HttpHeaderNames.AUTHORIZATION, replacement);
  }

  private void occupied() {
    if (phase == Phase.PROVING) {
      shared.takeoverRefused(stationId, origin.toString());
      wrong();
    }
  }

  private void wrong() {
    shared.failures().failed(origin, stationId, exempt, System.nanoTime());
    outcome.refused(HttpResponseStatus.UNAUTHORIZED, HandshakeAnswer.WRONG_CREDENTIALS);
  }

  @Override
  public void displaced() {
    onLoop(() -> outcome.refused(HttpResponseStatus.SERVICE_UNAVAILABLE, HandshakeAnswer.BUSY));
  }

  /**
   * The CSMS accepted. The older link, if there is one, is closed, and nothing of the new one
   * begins before it has ended: what it knows last of its station is then what the new one reads.
   *
   * @return whether the place is free already; if not, {@link Outcome#free} comes, or the refusal
   *     of one whose place another one took meanwhile
   */
  boolean takeOver() {
    if (!shared.queue().settle(stationId, this)) {
      return false;
    }
    phase = Phase.TAKING_OVER;
    StationLink live = shared.link(stationId);
    if (live == null) {
      return true;
    }
    shared.counters().add(Count.TAKEOVERS);
    LOG.info("{}: connected again; the older connection is closed", stationId);
    live.closeFromElsewhere(1001, "the station connected again");
    return false;
  }

  /**
   * The link is up.
   *
   * @param byCsms whether a CSMS has accepted it
   */
  void linked(boolean byCsms) {
    shared.failures().succeeded(origin, stationId);
    if (byCsms || verified) {
      shared.known().accepted(stationId, mark);
    }
  }

  /** The CSMS refused. */
  void refusedByCsms(HttpResponseStatus status) {
    if (status.equals(HttpResponseStatus.UNAUTHORIZED)
        || status.equals(HttpResponseStatus.FORBIDDEN)) {
      shared.failures().failed(origin, stationId, exempt, System.nanoTime());
    }
  }

  /** The handshake is over, in whatever way. */
  void withdraw() {
    withdrawn = true;
    shared.queue().leave(stationId, this);
  }

  private void onLoop(Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the gateway has ended", stationId);
    }
  }
}

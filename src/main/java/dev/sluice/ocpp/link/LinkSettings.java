package dev.sluice.ocpp.link;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How the links behave.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any free one
 * @param upstreams where stations' connections go on to, at the start
 * @param injectModes at which stations the gateway's own calls are sent, at the start
 * @param limits how much a peer may send at once
 * @param handshake how long the whole handshake may take, TLS and CSMS included
 * @param csmsCall how long a CSMS call may stay unanswered before the lane goes on
 * @param csmsQueue how many calls of the CSMS may wait at one station
 * @param injectQueue how many calls of the gateway may wait at one station
 * @param ping how long a station's connection may be silent before the gateway pings it; one that
 *     stays silent is closed before three times this has passed. Zero = never
 * @param csmsPing the same for the CSMS's connections
 * @param baseline what stations held before the gateway saw them
 * @param identity who is let in as which station
 * @param dials how stations are passed on when many come at once
 * @param drainCode the close code of links that end because the gateway does
 * @param rules what the gateway does where the rules leave a choice
 */
public record LinkSettings(
    String host,
    int port,
    Upstreams upstreams,
    InjectModes injectModes,
    WireLimits limits,
    Duration handshake,
    Duration csmsCall,
    int csmsQueue,
    int injectQueue,
    Duration ping,
    Duration csmsPing,
    Baseline baseline,
    IdentitySettings identity,
    DialLimits dials,
    int drainCode,
    LinkRules rules) {
  /** On a free port of the loopback address, standalone, and with nothing installed before. */
  public static LinkSettings defaults() {
    return new LinkSettings(
        "127.0.0.1",
        0,
        Upstreams.everywhere(Upstream.STANDALONE),
        InjectModes.everywhere(InjectMode.OBSERVE),
        WireLimits.DEFAULTS,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        32,
        16,
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Baseline.NONE,
        IdentitySettings.defaults(),
        DialLimits.DEFAULT,
        1001,
        LinkRules.defaults());
  }

  /** The mode of stations that no override names. */
  public InjectMode injectMode() {
    return injectModes.byDefault();
  }

  public LinkSettings withListen(String host, int port) {
    return with(
        draft -> {
          draft.host = host;
          draft.port = port;
        });
  }

  /**
   * One CSMS for all stations, empty for none; rules end.
   *
   * @throws IllegalArgumentException when it is not an address of a CSMS
   */
  public LinkSettings withCsmsUrl(String url) {
    return withUpstream(upstreams.byDefault().withCsms(CsmsAddress.of(url)));
  }

  /** The same for all stations; rules end. */
  public LinkSettings withUpstream(Upstream upstream) {
    return withUpstreams(Upstreams.everywhere(upstream));
  }

  public LinkSettings withUpstreams(Upstreams others) {
    return with(draft -> draft.upstreams = others);
  }

  public LinkSettings withInjectMode(InjectMode mode) {
    return withInjectModes(InjectModes.everywhere(mode));
  }

  public LinkSettings withInjectModes(InjectModes modes) {
    return with(draft -> draft.injectModes = modes);
  }

  public LinkSettings withLimits(WireLimits others) {
    return with(draft -> draft.limits = others);
  }

  public LinkSettings withHandshake(Duration longest) {
    return with(draft -> draft.handshake = longest);
  }

  /** For both legs. */
  public LinkSettings withPing(Duration silence) {
    return withPings(silence, silence);
  }

  public LinkSettings withPings(Duration stationSilence, Duration csmsSilence) {
    return with(
        draft -> {
          draft.ping = stationSilence;
          draft.csmsPing = csmsSilence;
        });
  }

  /** Bounds of the lane and how long a CSMS call may keep it. */
  public LinkSettings withLane(Duration csmsCall, int csmsQueue, int injectQueue) {
    return with(
        draft -> {
          draft.csmsCall = csmsCall;
          draft.csmsQueue = csmsQueue;
          draft.injectQueue = injectQueue;
        });
  }

  public LinkSettings withBaseline(Baseline before) {
    return with(draft -> draft.baseline = before);
  }

  public LinkSettings withIdentity(IdentitySettings rules) {
    return with(draft -> draft.identity = rules);
  }

  public LinkSettings withDials(DialLimits limits) {
    return with(draft -> draft.dials = limits);
  }

  public LinkSettings withDrainCode(int code) {
    return with(draft -> draft.drainCode = code);
  }

  public LinkSettings withRules(LinkRules rules) {
    return with(draft -> draft.rules = rules);
  }

  private LinkSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new LinkSettings(
        draft.host,
        draft.port,
        draft.upstreams,
        draft.injectModes,
        draft.limits,
        draft.handshake,
        draft.csmsCall,
        draft.csmsQueue,
        draft.injectQueue,
        draft.ping,
        draft.csmsPing,
        draft.baseline,
        draft.identity,
        draft.dials,
        draft.drainCode,
        draft.rules);
  }

  /** The settings, for as long as a change takes. */
  private static final class Draft {
    String host;
    int port;
    Upstreams upstreams;
    InjectModes injectModes;
    WireLimits limits;
    Duration handshake;
    Duration csmsCall;
    int csmsQueue;
    int injectQueue;
    Duration ping;
    Duration csmsPing;
    Baseline baseline;
    IdentitySettings identity;
    DialLimits dials;
    int drainCode;
    LinkRules rules;

    Draft(LinkSettings from) {
      host = from.host;
      port = from.port;
      upstreams = from.upstreams;
      injectModes = from.injectModes;
      limits = from.limits;
      handshake = from.handshake;
      csmsCall = from.csmsCall;
      csmsQueue = from.csmsQueue;
      injectQueue = from.injectQueue;
      ping = from.ping;
      csmsPing = from.csmsPing;
      baseline = from.baseline;
      identity = from.identity;
      dials = from.dials;
      drainCode = from.drainCode;
      rules = from.rules;
    }
  }
}

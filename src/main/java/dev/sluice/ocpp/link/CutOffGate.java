package dev.sluice.ocpp.link;

import dev.sluice.ocpp.link.CutOffCall.Effect;
import dev.sluice.ocpp.link.LinkCounters.Count;
import dev.sluice.ocpp.link.RecentCutOffs.CutOffSeen;
import dev.sluice.ocpp.wire.FrameHead;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.Subprotocol;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at calls that can cut the gateway off, and does what the policies say. */
final class CutOffGate {
  private static final Logger LOG = LoggerFactory.getLogger(CutOffGate.class);

  private final String stationId;
  private final Subprotocol subprotocol;
  private final LinkShared shared;

  CutOffGate(String stationId, Subprotocol subprotocol, LinkShared shared) {
    this.stationId = stationId;
    this.subprotocol = subprotocol;
    this.shared = shared;
  }

  /**
   * @param head of a call of which {@link CutOffCall#is} says that it is to be looked at
   * @return the frame that refuses it; empty when it is to be relayed
   */
  Optional<byte[]> refusal(FrameHead head, byte[] frame) {
    CutOffPolicies policies = shared.settings().rules().cutOff();
    CutOffCall call = CutOffCall.of(subprotocol, head.action(), frame);
    List<Effect> effects = call.effects(policies);
    CutOffPolicy strictest = null;
    for (Effect effect : effects) {
      CutOffPolicy policy = policies.of(stationId, effect.traffic());
      strictest = strictest == null || policy.compareTo(strictest) > 0 ? policy : strictest;
    }
    if (strictest == null) {
      return Optional.empty();
    }
    List<String> told = effects.stream().map(Effect::words).toList();
    shared
        .cutOffs()
        .add(new CutOffSeen(shared.clock().instant(), stationId, head.action(), strictest, told));
    switch (strictest) {
      case OBSERVE -> {
        shared.counters().add(Count.CUT_OFF_OBSERVED);
        LOG.info("{}: {} was relayed: {}", stationId, head.action(), told);
      }
      case WARN -> {
        shared.counters().add(Count.CUT_OFF_WARNED);
        LOG.warn(
            "{}: {} was relayed and may cut the gateway off: {}", stationId, head.action(), told);
      }
      case BLOCK -> {
        shared.counters().add(Count.CUT_OFF_BLOCKED);
        LOG.warn("{}: {} was not relayed: {}", stationId, head.action(), told);
      }
    }
    return strictest == CutOffPolicy.BLOCK
        ? Optional.of(FrameText.write(call.refusal(head.messageId(), stationId, policies)))
        : Optional.empty();
  }
}

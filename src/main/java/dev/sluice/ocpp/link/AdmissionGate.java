package dev.sluice.ocpp.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;

/**
 * Stands in the listener's pipeline: a connection that is not admitted gets neither an event loop
 * nor a pipeline nor an answer, only a reset.
 */
final class AdmissionGate extends ChannelInboundHandlerAdapter {
  private final Admission admission;

  AdmissionGate(Admission admission) {
    this.admission = admission;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel accepted && !admission.admit(accepted)) {
      accepted.config().setOption(ChannelOption.SO_LINGER, 0);
      accepted.unsafe().closeForcibly();
      return;
    }
    context.fireChannelRead(message);
  }
}

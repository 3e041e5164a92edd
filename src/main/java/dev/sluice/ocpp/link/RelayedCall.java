package dev.sluice.ocpp.link;

import dev.sluice.ocpp.wire.FrameHead;

/** A call of the CSMS's on its way through the lane. */
record RelayedCall(FrameHead head, RelayedText frame) {}

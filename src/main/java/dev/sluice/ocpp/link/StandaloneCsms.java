package dev.sluice.ocpp.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ocpp.wire.FrameFormatException;
import dev.sluice.ocpp.wire.FrameText;
import dev.sluice.ocpp.wire.OcppFrame;
import dev.sluice.ocpp.wire.OcppSchemas;
import dev.sluice.ocpp.wire.Subprotocol;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCounted;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The gateway in the CSMS's place (UC 1.1 scenario 2): answers a station's calls so that it stays
 * in service and can be steered. Everybody may charge, nothing is billed.
 */
final class StandaloneCsms implements Peer {
  private static final int HEARTBEAT_SECONDS = 300;
  private static final AtomicInteger TRANSACTIONS =
      // Unique also after a restart: stations may keep transactions open over it.
      new AtomicInteger((int) (System.currentTimeMillis() / 1000 & 0x3fff_ffff));

  private final Subprotocol subprotocol;
  private final OcppSchemas schemas;
  private final Clock clock;
  private final Consumer<RelayedText> toStation;
  private final BooleanSupplier stationWritable;

  /**
   * @param toStation takes the answers, as if a CSMS had sent them
   * @param stationWritable whether the station reads them
   */
  StandaloneCsms(
      Subprotocol subprotocol,
      OcppSchemas schemas,
      Clock clock,
      Consumer<RelayedText> toStation,
      BooleanSupplier stationWritable) {
    this.subprotocol = subprotocol;
    this.schemas = schemas;
    this.clock = clock;
    this.toStation = toStation;
    this.stationWritable = stationWritable;
  }

  @Override
  public boolean takesWire() {
    return false;
  }

  @Override
  public void send(ReferenceCounted frame) {
    byte[] text = ByteBufUtil.getBytes(((WebSocketFrame) frame).content());
    frame.release();
    try {
      if (FrameText.parse(text) instanceof OcppFrame.Call call) {
        byte[] answer = FrameText.write(answer(call));
        toStation.accept(RelayedText.anew(new TextWebSocketFrame(Unpooled.wrappedBuffer(answer))));
      }
    } catch (FrameFormatException e) {
      // A CSMS would have nothing to answer to either: there is no message id to name.
    }
  }

  private OcppFrame answer(OcppFrame.Call call) {
    JsonNode result = result(call.action());
    if (!schemas.knows(subprotocol, call.action())) {
      return error(call, "NotImplemented", "this gateway does not know " + call.action());
    }
    if (!schemas.violations(subprotocol, call.action(), true, call.payload()).isEmpty()) {
      String code = subprotocol.isV16() ? "FormationViolation" : "FormatViolation";
      return error(call, code, "the request does not match the schema");
    }
    if (!schemas.violations(subprotocol, call.action(), false, result).isEmpty()) {
      return error(call, "NotSupported", "there is no CSMS behind this gateway");
    }
    return new OcppFrame.CallResult(call.id(), result);
  }

  private static OcppFrame error(OcppFrame.Call call, String code, String description) {
    return new OcppFrame.CallError(
        call.id(), code, description, JsonNodeFactory.instance.objectNode());
  }

  private JsonNode result(String action) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    switch (action) {
      case "BootNotification" ->
          result
              .put("currentTime", now)
              .put("interval", HEARTBEAT_SECONDS)
              .put("status", "Accepted");
      case "Heartbeat" -> result.put("currentTime", now);
      case "Authorize" -> result.set(subprotocol.isV16() ? "idTagInfo" : "idTokenInfo", status());
      case "StartTransaction" ->
          result
              .put("transactionId", TRANSACTIONS.incrementAndGet() & Integer.MAX_VALUE)
              .set("idTagInfo", status());
      case "DataTransfer" -> result.put("status", "UnknownVendorId");
      default -> {}
    }
    return result;
  }

  private static JsonNode status() {
    return JsonNodeFactory.instance.objectNode().put("status", "Accepted");
  }

  @Override
  public void close(int code, String reason) {}

  @Override
  public boolean writable() {
    return stationWritable.getAsBoolean();
  }

  @Override
  public void reading(boolean wanted) {}

  @Override
  public boolean alive() {
    return true;
  }

  @Override
  public void cut() {}
}

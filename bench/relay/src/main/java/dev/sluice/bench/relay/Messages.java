package dev.sluice.bench.relay;

/** The OCPP 1.6 messages of the benchmark. All ids have the same length and place. */
final class Messages {
  /** Stations' mask; that it is always the same makes no difference to who takes it off. */
  private static final int MASK = 0x5a17c3e9;

  /** Where the id stands in every message. */
  static final int ID_AT = 4;

  /** Where the action's first letter stands in every call. */
  static final int ACTION_AT = ID_AT + Template.ID + 3;

  static final Template BOOT =
      new Template(
          "[2,\"%s\",\"BootNotification\",{\"chargePointVendor\":\"Sluice\","
              + "\"chargePointModel\":\"Bench\",\"firmwareVersion\":\"1.0\"}]",
          MASK);
  static final Template STATUS =
      new Template(
          "[2,\"%s\",\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\","
              + "\"status\":\"Available\",\"timestamp\":\"2026-01-01T12:00:00Z\"}]",
          MASK);
  static final Template METER =
      new Template(
          "[2,\"%s\",\"MeterValues\",{\"connectorId\":1,\"transactionId\":4711,\"meterValue\":["
              + "{\"timestamp\":\"2026-01-01T12:00:00Z\",\"sampledValue\":["
              + "{\"value\":\"1234567\",\"measurand\":\"Energy.Active.Import.Register\","
              + "\"unit\":\"Wh\"},"
              + "{\"value\":\"10870\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}]}]}]",
          MASK);
  static final Template HEARTBEAT = new Template("[2,\"%s\",\"Heartbeat\",{}]", MASK);

  private static final String TIME = "\"currentTime\":\"2026-01-01T12:00:00.000Z\"";
  static final Template BOOTED =
      new Template("[3,\"%s\",{" + TIME + ",\"interval\":300,\"status\":\"Accepted\"}]", 0);
  static final Template BEAT = new Template("[3,\"%s\",{" + TIME + "}]", 0);
  static final Template EMPTY = new Template("[3,\"%s\",{}]", 0);

  static final Template TRIGGER =
      new Template(
          "[2,\"%s\",\"TriggerMessage\",{\"requestedMessage\":\"MeterValues\",\"connectorId\":1}]",
          0);
  static final Template TRIGGERED = new Template("[3,\"%s\",{\"status\":\"Accepted\"}]", MASK);

  private Messages() {}
}

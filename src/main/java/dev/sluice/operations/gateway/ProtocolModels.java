package dev.sluice.operations.gateway;

import dev.sluice.iso15118.Iso15118MessageModel;
import dev.sluice.mapping.MessageModel;
import dev.sluice.ocpp.wire.OcppMessageModel;
import dev.sluice.ocpp.wire.OcppSchemas;
import java.util.LinkedHashMap;
import java.util.Map;

/** The messages of every protocol that a mapping table may be about. */
public final class ProtocolModels {
  private ProtocolModels() {}

  /** The models by the name of their folder under {@code mappings/}. */
  public static Map<String, MessageModel> all(OcppSchemas schemas) {
    Map<String, MessageModel> models = new LinkedHashMap<>(OcppMessageModel.all(schemas));
    models.putAll(Iso15118MessageModel.all());
    return models;
  }
}

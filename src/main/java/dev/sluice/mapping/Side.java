package dev.sluice.mapping;

import java.util.Map;

/**
 * One side of a table: {@code ocpp-1.6/MeterValuesRequest} or {@code model/Observation}.
 *
 * @param modelName name of the model, {@code model} for the information model
 * @param model what elements its messages have
 * @param message the message
 */
record Side(String modelName, MessageModel model, String message) {
  /** The name that tables use for the information model. */
  static final String INFORMATION_MODEL = "model";

  static Side parse(String text, Map<String, MessageModel> models) throws BadCellException {
    int slash = text.indexOf('/');
    String modelName = slash < 0 ? text : text.substring(0, slash);
    MessageModel model = models.get(modelName);
    if (slash < 0 || model == null) {
      String near = Findings.didYouMean(modelName, models.keySet());
      throw new BadCellException(
          Finding.Kind.UNKNOWN_MESSAGE,
          "there is no model '" + modelName + "'",
          near.isEmpty() ? "the models are " + String.join(", ", models.keySet()) : near);
    }
    String message = text.substring(slash + 1);
    if (!model.hasMessage(message)) {
      throw new BadCellException(
          Finding.Kind.UNKNOWN_MESSAGE,
          modelName + " has no message '" + message + "'",
          Findings.didYouMean(message, model.messages()));
    }
    return new Side(modelName, model, message);
  }

  boolean isInformationModel() {
    return modelName.equals(INFORMATION_MODEL);
  }

  /** How a finding names it. */
  @Override
  public String toString() {
    return modelName + "/" + message;
  }
}

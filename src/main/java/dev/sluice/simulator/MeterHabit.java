package dev.sluice.simulator;

/**
 * How a station reports power; makers differ.
 *
 * @param perPhase one value for each phase in use, otherwise one total
 * @param kilowatts values in kW, otherwise in W
 */
public record MeterHabit(boolean perPhase, boolean kilowatts) {
  public static final MeterHabit TOTAL_IN_WATTS = new MeterHabit(false, false);
}

package dev.sluice.ocpp.link;

/** What is done with traffic that can cut the gateway off; a later one is stricter. */
public enum CutOffPolicy {
  /** Relayed, counted, and told in the log. */
  OBSERVE,
  /** The same, as a warning. */
  WARN,
  /** Not relayed; whoever called gets a refusal. */
  BLOCK
}

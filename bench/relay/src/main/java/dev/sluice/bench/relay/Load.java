package dev.sluice.bench.relay;

/** Decides when stations call. All methods run on the fleet's event loop. */
interface Load {
  void start(Fleet fleet);

  /** A station is free again. */
  void free(Fleet fleet);

  /** No calls from now on. */
  void stop();
}

package dev.sluice.bench.relay;

import org.HdrHistogram.Histogram;

/**
 * What one window of time has shown.
 *
 * @param rate calls answered per second, both directions
 * @param cpu processor time of the proxy per call in µs
 * @param compiling what of it the JVM's compilers used
 * @param own the same of the generator and the CSMS together
 * @param p50 round trips of stations' calls in ms
 * @param downP99 round trip of the CSMS's calls in ms; 0 = there were none
 */
record Figures(
    double rate,
    double cpu,
    double compiling,
    double own,
    double p50,
    double p99,
    double p999,
    double downP99) {

  static Figures of(
      double seconds,
      long calls,
      long cpu,
      long compiling,
      long own,
      Histogram times,
      Histogram down) {
    return new Figures(
        calls / seconds,
        cpu / 1e3 / Math.max(1, calls),
        Math.max(0, compiling) / 1e3 / Math.max(1, calls),
        own / 1e3 / Math.max(1, calls),
        times.getValueAtPercentile(50) / 1e6,
        times.getValueAtPercentile(99) / 1e6,
        times.getValueAtPercentile(99.9) / 1e6,
        down.getTotalCount() == 0 ? 0 : down.getValueAtPercentile(99) / 1e6);
  }
}

package dev.sluice.operations.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.simulator.FlexibilityOperator;
import dev.sluice.simulator.FoAnswer;
import dev.sluice.simulator.FsrRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An FO's session with a depot: looks on, limits it, steers it below the limit, and lets it go. For
 * one thread, but for {@link #release}.
 */
final class DepotDemo {
  /**
   * How it goes.
   *
   * @param limitW of the envelope
   * @param setpointW streamed below the envelope
   * @param duration of the envelope's window; its three thirds are limit, setpoint and release
   * @param pace between two looks
   */
  record Plan(long limitW, long setpointW, Duration duration, Duration pace) {}

  private static final String GROUP = "depot";
  private static final Duration SETPOINT_PERIOD = Duration.ofSeconds(4);
  private static final int MOST_STATIONS = 24;
  private static final int LINES_BETWEEN = 3;

  private final FlexibilityOperator operator;
  private final Screen screen;
  private final Plan plan;
  private final String run;
  private final long beganNanos = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final DemoSummary summary = new DemoSummary();
  private List<String> group = List.of();
  private long setpoints;
  private long nextSetpointNanos;
  private int looks;
  private volatile boolean running;

  /**
   * @param run part of the FSRs' ids, new for each run
   */
  DepotDemo(FlexibilityOperator operator, Screen screen, Plan plan, String run) {
    this.operator = operator;
    this.screen = screen;
    this.plan = plan;
    this.run = run;
  }

  /**
   * Runs to the end; the depot is free when it returns.
   *
   * @return whether the depot came under the limit and every station was released
   * @throws dev.sluice.simulator.FoRefused when the gateway refuses a request
   */
  boolean play() throws IOException, InterruptedException {
    group = FoPicture.controllable(operator.stations().required());
    if (group.isEmpty()) {
      screen.say(
          "The gateway has no station that it may control yet. Wait until some have booted.");
      return false;
    }
    operator.replaceGroup(GROUP, group).required();
    screen.say("Group \"" + GROUP + "\" has " + group.size() + " stations.");
    Duration third = plan.duration().dividedBy(3);
    watch("as it is", third.dividedBy(8), Double.NaN);
    summary.before(samples.get(samples.size() - 1).totalW());
    limit();
    watch("limited to " + Kilowatts.withUnit(plan.limitW()), third, plan.limitW());
    table();
    stream();
    watch("steered to " + Kilowatts.withUnit(plan.setpointW()), third, plan.setpointW());
    table();
    release();
    watch("released", third, Double.NaN);
    table();
    summary.releasedOf(released(), group.size());
    summary.lines(plan).forEach(screen::say);
    return summary.good();
  }

  private void limit() throws IOException, InterruptedException {
    FsrRequest request =
        FsrRequest.envelope(FsrRequest.group(GROUP), plan.limitW(), Instant.now(), plan.duration());
    begin("limit", request, "ENVELOPE of " + Kilowatts.withUnit(plan.limitW()));
    summary.requested(seconds());
  }

  private void stream() throws IOException, InterruptedException {
    FsrRequest request =
        FsrRequest.stream(
            FsrRequest.group(GROUP),
            SETPOINT_PERIOD,
            SETPOINT_PERIOD.multipliedBy(3),
            Instant.now(),
            plan.duration());
    begin("setpoint", request, "SETPOINT, streamed, of " + Kilowatts.withUnit(plan.setpointW()));
    nextSetpointNanos = System.nanoTime();
  }

  private void begin(String name, FsrRequest request, String what)
      throws IOException, InterruptedException {
    String id = "demo-" + run + "-" + name;
    running = true;
    JsonNode answer = operator.request(id, request).required();
    services.add(id);
    JsonNode response = answer.path("response");
    StringBuilder line =
        new StringBuilder(what).append(": ").append(response.path("outcome").asText("?"));
    JsonNode committed = response.path("committed").path("value");
    if (committed.isNumber()) {
      line.append(", committed ").append(Kilowatts.withUnit(committed.asDouble()));
    }
    response
        .path("excluded")
        .properties()
        .forEach(
            reason ->
                line.append(", ").append(reason.getValue()).append(" × ").append(reason.getKey()));
    screen.say(line.toString());
  }

  /** Any thread: it is also the way out when the demo is broken off. */
  void release() throws IOException, InterruptedException {
    FsrRequest request =
        FsrRequest.release(FsrRequest.group(GROUP), Instant.now(), Duration.ofMinutes(1));
    operator.request("demo-" + run + "-release", request).required();
    running = false;
    screen.say("RELEASE: the depot is free again.");
  }

  /** Whether a service was requested and not yet released. Any thread. */
  boolean running() {
    return running;
  }

  private void watch(String phase, Duration length, double limitW)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    looks = 0;
    do {
      if (!Double.isNaN(limitW) && services.size() > 1) {
        sendSetpoint();
      }
      look(phase, limitW);
      TimeUnit.NANOSECONDS.sleep(Math.min(plan.pace().toNanos(), end - System.nanoTime()));
    } while (System.nanoTime() < end);
  }

  private void sendSetpoint() throws IOException, InterruptedException {
    if (System.nanoTime() - nextSetpointNanos >= 0) {
      nextSetpointNanos += SETPOINT_PERIOD.toNanos();
      operator.setpoint(services.get(1), ++setpoints, plan.setpointW()).required();
    }
  }

  private void look(String phase, double limitW) throws IOException, InterruptedException {
    DemoView view = view(phase, limitW);
    summary.saw(view, limitW == plan.limitW());
    if (screen.terminal()) {
      screen.picture(view.picture(MOST_STATIONS, screen.ink()));
    } else if (looks++ % LINES_BETWEEN == 0) {
      screen.say(view.line(screen.ink()));
    }
  }

  private DemoView view(String phase, double limitW) throws IOException, InterruptedException {
    List<JsonNode> parts = new ArrayList<>();
    for (String id : services) {
      FoAnswer answer = operator.participations(id);
      parts.add(answer.required());
    }
    List<StationRow> rows = FoPicture.rows(group, operator.stations().required(), parts);
    samples.add(new Sample(seconds(), FoPicture.totalW(rows), limitW));
    return new DemoView("Depot", phase, rows, samples);
  }

  /** Where nothing can be redrawn the stations are shown once for each phase. */
  private void table() throws IOException, InterruptedException {
    if (!screen.terminal()) {
      Sample last = samples.remove(samples.size() - 1);
      view("", last.limitW()).table(screen.ink()).forEach(screen::say);
    }
  }

  private long released() throws IOException, InterruptedException {
    JsonNode parts = operator.participations("demo-" + run + "-release").required();
    long done = 0;
    for (JsonNode part : parts.path("participations")) {
      done += part.path("state").asText().equals("DONE") ? 1 : 0;
    }
    return done;
  }

  private double seconds() {
    return (System.nanoTime() - beganNanos) / 1e9;
  }
}

package dev.sluice.operations.deploy;

import dev.sluice.flexibility.camel.CommandBoard;
import dev.sluice.mapping.MappingTables;
import dev.sluice.ocpp.camel.OcppComponent;
import dev.sluice.operations.StartFailure;
import dev.sluice.operations.check.CamelFailure;
import dev.sluice.operations.check.Checked;
import dev.sluice.operations.check.FileCheck;
import dev.sluice.operations.check.Finding;
import dev.sluice.operations.check.RouteLoader;
import dev.sluice.operations.check.SetOfFiles;
import dev.sluice.operations.deploy.Reload.Outcome;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the version in force. At the start each file counts by itself, since the alternative would
 * be no gateway; later a set of files comes in force as a whole or not at all (ADR 0002).
 */
public final class Deployer {
  private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

  private static final long END_S = 5;

  private final Folders folders;
  private final FileCheck check;
  private final MappingTables tables;
  private final OcppComponent ocpp;
  private final CommandBoard commands;
  private final Duration wait;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile @Nullable RouteContext context;
  private volatile boolean ended;
  private volatile InForce inForce = InForce.nothing();
  private volatile ReloadLog log = ReloadLog.empty();

  /**
   * @param tables the tables in force, as the component {@code mapping:} has them
   * @param wait how long exchanges under way in routes that go may take
   */
  public Deployer(
      Folders folders,
      FileCheck check,
      MappingTables tables,
      OcppComponent ocpp,
      CommandBoard commands,
      Duration wait,
      Clock clock) {
    this.folders = folders;
    this.check = check;
    this.tables = tables;
    this.ocpp = ocpp;
    this.commands = commands;
    this.wait = wait;
    this.clock = clock;
  }

  /** What is in force. */
  public InForce inForce() {
    return inForce;
  }

  /** What came of the attempts to change it. */
  public ReloadLog log() {
    return log;
  }

  /**
   * The gateway is going away: nothing is put in force from here on. Waits a while for what is
   * being put in force now.
   */
  public void end() {
    ended = true;
    try {
      if (turn.tryLock(END_S, TimeUnit.SECONDS)) {
        turn.unlock();
      } else {
        LOG.warn("a reload did not end in {} s", END_S);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Folders folders() {
    return folders;
  }

  /**
   * Puts in force what can be used; what is wrong is a finding and stops nothing else.
   *
   * @throws StartFailure when the folders cannot be read, or a route's address is taken: that is
   *     about this machine and not about the file
   */
  public void start(CamelContext camel) {
    turn.lock();
    try {
      long begin = System.nanoTime();
      RouteContext fresh = new RouteContext(camel);
      context = fresh;
      SetOfFiles files = folders.now();
      Checked checked = check.read(files);
      tables.replace(checked.tables());
      Map<String, String> states = new TreeMap<>();
      List<Finding> findings = new ArrayList<>(checked.findings());
      SortedMap<String, LoadedFile> loaded = new TreeMap<>();
      Set<String> unusable = checked.unusable();
      for (String file : RouteLoader.ordered(files.routes().texts().keySet())) {
        String text = files.routes().texts().getOrDefault(file, "");
        if (unusable.contains(file)) {
          states.put(file, "not in force");
          continue;
        }
        try {
          Checked.Part part = checked.parts().getOrDefault(file, new Checked.Part(false, Set.of()));
          loaded.put(file, fresh.add(file, text, part));
          states.put(file, "loaded");
        } catch (Exception e) {
          if (taken(e)) {
            throw taken(file, e);
          }
          findings.add(CamelFailure.finding(file, text, e).under("routes"));
          states.put(file, "not in force");
          LOG.debug("route file {}", file, e);
        }
      }
      findings.forEach(finding -> LOG.error("the gateway runs without it: {}", finding));
      inForce = new InForce(files, clock.instant(), states, loaded, findings, tables.ids());
      note(Outcome.STARTED, begin, files.version(), List.of(), findings);
    } catch (IOException e) {
      throw new StartFailure(
          "the routes or mappings cannot be read: " + e.getMessage(),
          "sluice.routes = " + folders.routes() + ", sluice.mappings = " + folders.mappings(),
          "make the folders readable",
          e);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Reads the files, and puts them in force if nothing is wrong with any. One after another. Whose
   * thread is interrupted meanwhile cuts off what is being put in force: give it one of its own.
   */
  public Reload reload() {
    turn.lock();
    long begin = System.nanoTime();
    try {
      return reload(folders.settled(), begin);
    } catch (IOException e) {
      return refused(begin, "the files cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(begin, "the gateway is going away");
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("the files cannot be checked", e);
      return refused(begin, "the files cannot be checked: " + e);
    } finally {
      turn.unlock();
    }
  }

  private Reload refused(long begin, String why) {
    return note(Outcome.REFUSED, begin, "", List.of(), List.of(new Finding("", 0, 0, why, "")));
  }

  /** Tries to put back what a failed reload could not, if there is something. */
  void mend() {
    RouteContext routes = context;
    if (routes == null || !inForce.broken() || !turn.tryLock()) {
      return;
    }
    try {
      InForce broken = inForce;
      SortedMap<String, LoadedFile> intended = broken.intended();
      SortedMap<String, LoadedFile> loaded = new TreeMap<>(broken.loaded());
      for (String file : RouteLoader.ordered(intended.keySet())) {
        LoadedFile was = intended.get(file);
        if (was != null && !loaded.containsKey(file) && !ended) {
          loaded.put(file, routes.add(was));
          LOG.info("{} of version {} is in force again", file, broken.version());
          inForce = broken.with(loaded);
        }
      }
    } catch (Exception e) {
      LOG.debug("still not in force", e);
    } finally {
      turn.unlock();
    }
  }

  private Reload reload(SetOfFiles files, long begin) throws IOException {
    InForce old = inForce;
    RouteContext routes = context;
    if (routes == null || ended || !routes.camel().getStatus().isStarted()) {
      return note(
          Outcome.REFUSED,
          begin,
          files.version(),
          List.of(),
          List.of(new Finding("", 0, 0, "the gateway is not serving", "try again later")));
    }
    if (files.equals(old.files()) && old.findings().isEmpty()) {
      return note(Outcome.UNCHANGED, begin, files.version(), List.of(), List.of());
    }
    List<String> changed = old.files().differences(files);
    Checked checked = check.check(files);
    if (!checked.findings().isEmpty()) {
      return note(Outcome.REFUSED, begin, files.version(), changed, checked.findings());
    }
    Replacement.Result result = replace(routes, old, files, checked);
    if (result.failures().isEmpty()) {
      inForce = InForce.whole(files, clock.instant(), result.files(), tables.ids());
      return note(Outcome.DEPLOYED, begin, files.version(), changed, List.of());
    }
    inForce = old.with(result.files());
    return note(
        result.restored() ? Outcome.ROLLED_BACK : Outcome.BROKEN,
        begin,
        files.version(),
        changed,
        result.failures());
  }

  /** While routes go and come, copies of frames wait and commands are repeated. */
  private Replacement.Result replace(
      RouteContext routes, InForce old, SetOfFiles files, Checked checked) {
    commands.replacing(true);
    try (var succession = ocpp.succession()) {
      return new Replacement(routes, tables, wait, old, files.routes().texts(), checked).run();
    } finally {
      commands.replacing(false);
    }
  }

  private Reload note(
      Outcome outcome, long begin, String tried, List<String> changed, List<Finding> findings) {
    Instant at = clock.instant();
    long took = (System.nanoTime() - begin) / 1_000_000;
    Reload reload = new Reload(outcome, at, took, tried, inForce.version(), changed, findings);
    log = log.with(reload);
    switch (outcome) {
      case STARTED, UNCHANGED -> LOG.debug("{}", reload);
      case DEPLOYED ->
          LOG.info("version {} is in force after {} ms: {}", reload.version(), took, changed);
      default -> {
        LOG.error("the files change nothing ({}); in force is {}", outcome, reload.version());
        findings.forEach(finding -> LOG.error("{}", finding));
      }
    }
    return reload;
  }

  private static boolean taken(Throwable thrown) {
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      if (next instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static StartFailure taken(String file, Exception thrown) {
    return new StartFailure(
        "the address of a route is taken or not of this machine: "
            + CamelFailure.finding(file, "", thrown).what(),
        file + " (for the FO port: sluice.fcsbe.http.listen)",
        "end the program that uses the port, or set another address",
        thrown);
  }
}

package dev.sluice.operations.management;

import dev.sluice.operations.check.Finding;
import dev.sluice.operations.deploy.Deployer;
import dev.sluice.operations.deploy.InForce;
import dev.sluice.operations.deploy.Reload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Which routes and mappings are in force, and the command to read them again. */
@RestController
@RequestMapping(path = "/admin", produces = MediaType.APPLICATION_JSON_VALUE)
public final class DeploymentController implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentController.class);
  private static final int MOST_WAITING = 16;

  private final Deployer deployer;
  private final ThreadPoolExecutor oneByOne =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MOST_WAITING),
          work -> {
            Thread thread = new Thread(work, "reload");
            thread.setDaemon(true);
            return thread;
          });

  public DeploymentController(Deployer deployer) {
    this.deployer = deployer;
  }

  /** What is in force, and what the last attempt to change it came to. */
  public record View(
      String version,
      Instant since,
      Map<String, String> routes,
      Set<String> mappings,
      List<Problem> findings,
      @Nullable Attempt last) {}

  /** An attempt to put files in force. */
  public record Attempt(
      String outcome,
      Instant at,
      long tookMs,
      String tried,
      String version,
      List<String> changed,
      List<Problem> findings) {}

  /** A finding; line and column are 0 where they are not known. */
  public record Problem(
      String file, int line, int column, String what, String instead, String text) {}

  @GetMapping("/deployment")
  public View deployment() {
    InForce inForce = deployer.inForce();
    Reload last = deployer.log().last();
    return new View(
        inForce.version(),
        inForce.since(),
        inForce.routeFiles(),
        new TreeSet<>(inForce.tables()),
        problems(inForce.findings()),
        last == null ? null : attempt(last));
  }

  /**
   * Reads routes and mappings again. What is wrong changes nothing and is answered with 422 and all
   * findings. Who hangs up meanwhile does not end it.
   */
  @PostMapping(path = "/reload", consumes = MediaType.APPLICATION_JSON_VALUE)
  public Mono<ResponseEntity<Attempt>> reload(@RequestBody Map<String, Object> nothing) {
    LOG.warn("the administrator has routes and mappings read");
    try {
      return Mono.fromFuture(CompletableFuture.supplyAsync(deployer::reload, oneByOne), true)
          .map(each -> ResponseEntity.status(each.good() ? 200 : 422).body(attempt(each)));
    } catch (RejectedExecutionException e) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE, MOST_WAITING + " reloads wait already", e);
    }
  }

  private static Attempt attempt(Reload reload) {
    return new Attempt(
        reload.outcome().name().toLowerCase(Locale.ROOT),
        reload.at(),
        reload.tookMs(),
        reload.tried(),
        reload.version(),
        reload.changed(),
        problems(reload.findings()));
  }

  private static List<Problem> problems(List<Finding> findings) {
    return findings.stream()
        .map(
            each ->
                new Problem(
                    each.file(),
                    each.line(),
                    each.column(),
                    each.what(),
                    each.instead(),
                    each.toString()))
        .toList();
  }

  @Override
  public void close() {
    oneByOne.shutdownNow();
  }
}

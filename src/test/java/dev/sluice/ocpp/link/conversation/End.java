package dev.sluice.ocpp.link.conversation;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** One end of a link as a script sees it: what arrived, and a way to say something. */
final class End {
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  final Consumer<String> say;
  final Consumer<Integer> close;
  final Runnable cut;

  End(Consumer<String> say, Consumer<Integer> close, Runnable cut) {
    this.say = say;
    this.close = close;
    this.cut = cut;
  }
}

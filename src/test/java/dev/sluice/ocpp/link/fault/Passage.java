package dev.sluice.ocpp.link.fault;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy. Confined to its event loop, but for what is volatile. */
public final class Passage {
  private record Held(boolean up, ByteBuf bytes, boolean end) {}

  private final Fault fault;
  private final boolean gatewayIsNear;
  private final SocketChannel near;
  private @Nullable SocketChannel far;
  private final Queue<Held> held = new ArrayDeque<>();
  private int passed;
  private boolean holding;
  private boolean splitting;
  private boolean swallowUp;
  private boolean swallowDown;
  private boolean blackHole;
  private boolean upEnded;
  private boolean downEnded;
  private volatile boolean struck;
  private volatile boolean gatewayGone;

  Passage(Fault fault, boolean gatewayIsNear, SocketChannel near) {
    this.fault = fault;
    this.gatewayIsNear = gatewayIsNear;
    this.near = near;
  }

  /** Whether the fault has happened. */
  public boolean struck() {
    return struck;
  }

  /** Whether the gateway has no connection here any more. */
  public boolean gatewayGone() {
    return gatewayGone;
  }

  void begin(SocketChannel target, ByteBuf first) {
    far = target;
    bytes(true, first);
    near.config().setAutoRead(true);
  }

  void bytes(boolean up, ByteBuf in) {
    if (up ? swallowUp : swallowDown) {
      in.release();
    } else if (holding) {
      held.add(new Held(up, in, false));
    } else if (struck || up != fault.up() || fault.kind() == Fault.Kind.NONE) {
      write(up, in);
    } else if (passed + in.readableBytes() <= fault.at()) {
      passed += in.readableBytes();
      write(up, in);
    } else {
      int before = fault.at() - passed;
      if (before > 0) {
        write(up, in.readRetainedSlice(before));
      }
      strike(up, in);
      struck = true;
    }
  }

  private void strike(boolean up, ByteBuf rest) {
    switch (fault.kind()) {
      case DELAY -> {
        holding = true;
        held.add(new Held(up, rest, false));
        near.eventLoop().schedule(this::letGo, fault.amount(), TimeUnit.MILLISECONDS);
      }
      case SPLIT -> {
        splitting = true;
        write(up, rest);
      }
      case DUPLICATE -> {
        int twice = Math.min(fault.amount(), rest.readableBytes());
        write(up, rest.retainedSlice(rest.readerIndex(), twice));
        write(up, rest);
      }
      case HALF_CLOSE -> {
        rest.release();
        swallowUp |= up;
        swallowDown |= !up;
        half(to(up));
      }
      case BLACK_HOLE -> {
        rest.release();
        blackHole = true;
        swallowUp = true;
        swallowDown = true;
      }
      case DROP -> {
        rest.release();
        end();
      }
      case RESET -> {
        rest.release();
        reset(near);
        reset(far);
      }
      case NONE -> throw new IllegalStateException();
    }
  }

  private void letGo() {
    holding = false;
    for (Held one = held.poll(); one != null; one = held.poll()) {
      if (one.end()) {
        pass(one.up());
      } else {
        write(one.up(), one.bytes());
      }
    }
  }

  private void write(boolean up, ByteBuf bytes) {
    SocketChannel to = to(up);
    if (to == null) {
      bytes.release();
    } else if (splitting) {
      while (bytes.isReadable()) {
        to.writeAndFlush(bytes.readRetainedSlice(1));
      }
      bytes.release();
    } else {
      to.writeAndFlush(bytes);
    }
  }

  /** The sender of a direction has sent all. */
  void ended(boolean up) {
    if (up == gatewayIsNear) {
      gatewayGone = true;
    }
    if (holding) {
      held.add(new Held(up, Unpooled.EMPTY_BUFFER, true));
    } else if (!blackHole) {
      pass(up);
    }
  }

  private void pass(boolean up) {
    upEnded |= up;
    downEnded |= !up;
    if (upEnded && downEnded) {
      end();
    } else {
      half(to(up));
    }
  }

  /** The connection with the sender of a direction is no more. */
  void broken(boolean up) {
    if (up == gatewayIsNear) {
      gatewayGone = true;
    }
    if (!blackHole && !(up ? upEnded : downEnded)) {
      reset(to(up));
    } else if (!blackHole) {
      end();
    }
    if (holding && !near.isActive() && (far == null || !far.isActive())) {
      held.forEach(one -> one.bytes().release());
      held.clear();
    }
  }

  /** Ends both connections. */
  void end() {
    near.close();
    if (far == null) {
      gatewayGone = true;
    } else {
      far.close();
    }
  }

  private @Nullable SocketChannel to(boolean up) {
    return up ? far : near;
  }

  private static void half(@Nullable SocketChannel channel) {
    if (channel != null && channel.isActive()) {
      channel.shutdownOutput();
    }
  }

  private static void reset(@Nullable SocketChannel channel) {
    if (channel != null && channel.isActive()) {
      channel.config().setSoLinger(0);
      channel.close();
    }
  }
}

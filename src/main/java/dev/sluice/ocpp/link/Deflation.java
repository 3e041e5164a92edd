package dev.sluice.ocpp.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses and decompresses whole messages as RFC 7692 has it, each for itself. One compressor
 * and one decompressor serve all stations of an event loop: theirs is the memory (about 300 KB
 * native), not the stations'.
 */
final class Deflation {
  private static final int TAIL = 4;
  private static final int SMALLEST = 256;

  private static final FastThreadLocal<Deflater> DEFLATERS =
      new FastThreadLocal<>() {
        @Override
        protected Deflater initialValue() {
          return new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        }

        @Override
        protected void onRemoval(Deflater deflater) {
          deflater.end();
        }
      };
  private static final FastThreadLocal<Inflater> INFLATERS =
      new FastThreadLocal<>() {
        @Override
        protected Inflater initialValue() {
          return new Inflater(true);
        }

        @Override
        protected void onRemoval(Inflater inflater) {
          inflater.end();
        }
      };

  private Deflation() {}

  /**
   * @param content moves no index of it
   * @param windowBits nothing refers to what is further back than two to this power. The JDK's
   *     compressor knows only 15; a narrower window is kept by letting it forget in time
   * @return released by the caller
   */
  static ByteBuf deflate(ByteBufAllocator allocator, ByteBuf content, int windowBits) {
    Deflater deflater = DEFLATERS.get();
    ByteBuffer all = content.nioBuffer();
    int step = windowBits >= 15 ? Math.max(all.remaining(), 1) : 1 << windowBits;
    ByteBuf out = allocator.buffer(Math.max(SMALLEST, all.remaining() / 2));
    try {
      int mode = windowBits >= 15 ? Deflater.SYNC_FLUSH : Deflater.FULL_FLUSH;
      int end = all.limit();
      while (all.position() < end) {
        all.limit(Math.min(end, all.position() + step));
        deflater.setInput(all);
        drain(deflater, out, mode);
      }
      out.writerIndex(out.writerIndex() - TAIL); // the flush's empty block, which RFC 7692 omits
      return out;
    } catch (RuntimeException e) {
      out.release();
      throw e;
    } finally {
      deflater.reset();
    }
  }

  private static void drain(Deflater deflater, ByteBuf out, int mode) {
    int written;
    int room;
    do {
      out.ensureWritable(SMALLEST);
      room = out.writableBytes();
      written = deflater.deflate(out.internalNioBuffer(out.writerIndex(), room), mode);
      out.writerIndex(out.writerIndex() + written);
    } while (written == room);
  }

  /**
   * @param compressed without the tail that RFC 7692 omits; moves no index of it
   * @param largest longest result in bytes
   * @return released by the caller
   * @throws DataFormatException when it is not DEFLATE data
   * @throws TooLongFrameException when the result would be longer; no more than that is held
   */
  static ByteBuf inflate(ByteBufAllocator allocator, ByteBuf compressed, int largest)
      throws DataFormatException {
    Inflater inflater = INFLATERS.get();
    int guess = (int) Math.min(largest, 4L * compressed.readableBytes());
    ByteBuf out = allocator.buffer(Math.max(SMALLEST, guess));
    try {
      inflate(inflater, compressed.nioBuffer(), out, largest);
      inflate(inflater, ByteBuffer.wrap(new byte[] {0, 0, -1, -1}), out, largest);
      return out;
    } catch (DataFormatException | RuntimeException e) {
      out.release();
      throw e;
    } finally {
      inflater.reset();
    }
  }

  private static void inflate(Inflater inflater, ByteBuffer in, ByteBuf out, int largest)
      throws DataFormatException {
    inflater.setInput(in);
    while (true) {
      int allowed = largest - out.readableBytes();
      out.ensureWritable(Math.min(SMALLEST, allowed + 1));
      int room = Math.min(out.writableBytes(), allowed + 1);
      int n = inflater.inflate(out.internalNioBuffer(out.writerIndex(), room));
      out.writerIndex(out.writerIndex() + n);
      if (out.readableBytes() > largest) {
        throw new TooLongFrameException("a message is longer than allowed when decompressed");
      }
      if (inflater.finished()) {
        // A last block may stand inside of a message (RFC 7692, 7.2.3.4).
        inflater.reset();
        inflater.setInput(in);
      } else if (inflater.needsDictionary()) {
        throw new DataFormatException("a dictionary is wanted");
      } else if (n < room) {
        return;
      }
      if (n == 0 && !in.hasRemaining()) {
        return;
      }
    }
  }
}

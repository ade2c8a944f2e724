package dev.junction.storage.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.junction.kernel.Invariant;
import dev.junction.storage.ChunkStore;
import dev.junction.storage.SealBroken;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/// A chunk store that seals chunks in blocks, so that a part can be read without the rest, and
/// keeps them in another store.
///
/// Shape: version 1, 16 random bytes that tell this chunk from every other, the length of the
/// content (8 bytes, big-endian), then the content in blocks of 64 KiB, each sealed and bound to
/// all that, the chunk's name and the block's number. An empty chunk has one empty block. Limits: 1
/// GiB less what the other store needs. Names stay as they are. Threads, durability: as the other
/// store. Errors: [SealBroken] when what was asked for does not open.
public final class SealedChunkStore implements ChunkStore {
  private static final int BLOCK_BYTES = 64 << 10;
  private static final int SEALED_BLOCK_BYTES = BLOCK_BYTES + Sealer.OVERHEAD_BYTES;
  private static final int CONTENT_BYTES_MAX = 1 << 30;
  private static final byte VERSION = 1;
  private static final int MARK_BYTES = 16;
  private static final int HEADER_BYTES = 1 + MARK_BYTES + Long.BYTES;
  private static final byte KIND = 'C';

  private final ChunkStore other;
  private final Sealer sealer;
  private final SecureRandom random;

  public SealedChunkStore(ChunkStore other, Sealer sealer, SecureRandom random) {
    this.other = other;
    this.sealer = sealer;
    this.random = random;
  }

  @Override
  public void put(String name, byte[] content) {
    int blocks = blocksOf(content.length);
    byte[] mark = new byte[MARK_BYTES];
    random.nextBytes(mark);
    byte[] header =
        ByteBuffer.allocate(HEADER_BYTES).put(VERSION).put(mark).putLong(content.length).array();
    long sealedBytes = HEADER_BYTES + content.length + (long) blocks * Sealer.OVERHEAD_BYTES;
    if (sealedBytes > CONTENT_BYTES_MAX) {
      throw new IllegalArgumentException("A chunk of %d bytes".formatted(content.length));
    }
    ByteBuffer sealed = ByteBuffer.allocate((int) sealedBytes).put(header);
    for (int block = 0; block < blocks; block++) {
      int from = block * BLOCK_BYTES;
      int to = Math.min(content.length, from + BLOCK_BYTES);
      sealed.put(
          sealer.seal(associated(header, block, name), Arrays.copyOfRange(content, from, to)));
    }
    other.put(name, sealed.array());
  }

  @Override
  public byte[] get(String name, long offset, int length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No range of %d bytes at %d".formatted(length, offset));
    }
    byte[] header = other.get(name, 0, HEADER_BYTES);
    int contentBytes = contentBytes(name, header);
    int from = (int) Math.min(offset, contentBytes);
    int to = (int) Math.min((long) from + length, contentBytes);
    // One block is opened even when nothing is to be read: else the header would be believed.
    int first = Math.min(from / BLOCK_BYTES, blocksOf(contentBytes) - 1);
    int last = Math.max(first, (to - 1) / BLOCK_BYTES);
    byte[] sealed =
        other.get(
            name,
            HEADER_BYTES + (long) first * SEALED_BLOCK_BYTES,
            (last - first + 1) * SEALED_BLOCK_BYTES);
    byte[] content = new byte[to - from];
    for (int block = first; block <= last; block++) {
      byte[] plain = open(name, header, block, sealed, (block - first) * SEALED_BLOCK_BYTES);
      int begins = block * BLOCK_BYTES;
      Invariant.check(
          plain.length == Math.min(BLOCK_BYTES, contentBytes - begins),
          "Block %d of a chunk of %d bytes has %d",
          block,
          contentBytes,
          plain.length);
      int wantedFrom = Math.max(from, begins);
      int wantedTo = Math.min(to, begins + plain.length);
      if (wantedFrom < wantedTo) {
        System.arraycopy(
            plain, wantedFrom - begins, content, wantedFrom - from, wantedTo - wantedFrom);
      }
    }
    return content;
  }

  @Override
  public List<String> list(String prefix) {
    return other.list(prefix);
  }

  @Override
  public void delete(String name) {
    other.delete(name);
  }

  private byte[] open(String name, byte[] header, int block, byte[] sealed, int at) {
    int to = Math.min(sealed.length, at + SEALED_BLOCK_BYTES);
    byte[] one = at < to ? Arrays.copyOfRange(sealed, at, to) : new byte[0];
    return sealer.open(
        associated(header, block, name), one, () -> "Block " + block + " of the chunk " + name);
  }

  private static int contentBytes(String name, byte[] header) {
    if (header.length == HEADER_BYTES && header[0] == VERSION) {
      long content = ByteBuffer.wrap(header).getLong(1 + MARK_BYTES);
      if (content >= 0 && content <= CONTENT_BYTES_MAX) {
        return (int) content;
      }
    }
    throw new SealBroken("The chunk " + name);
  }

  private static int blocksOf(int contentBytes) {
    return Math.max(1, (int) (((long) contentBytes + BLOCK_BYTES - 1) / BLOCK_BYTES));
  }

  private static byte[] associated(byte[] header, int block, String name) {
    byte[] text = name.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + HEADER_BYTES + Integer.BYTES + text.length)
        .put(KIND)
        .put(header)
        .putInt(block)
        .put(text)
        .array();
  }
}

package dev.junction.queue.state;

import dev.junction.queue.domain.MessageAttribute;
import dev.junction.queue.domain.NewMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message as it lies in the map, read field by field.
///
/// Shape, version 1, big-endian: version (1), flags (1), sent at in ms (8), sequence given at
/// sending (8), message id (16), MD5 of the body (16), then texts with an int length before each:
/// sender, and as the flags say group id, deduplication id, trace header, ARN of the source of a
/// dead letter; the number of attributes (2) and each as name, type, binary (1), value; at last the
/// body to the end. In version 2, which dead letters have and what came back from there, the
/// number of attributes stands behind how often the message was received in other queues (4) and
/// when it was first, in ms (8).
public final class StoredMessage {

  static final byte VERSION = 1;
  private static final byte VERSION_WITH_RECEIVES = 2;

  private static final int FLAGS_AT = 1;
  private static final int SENT_AT = 2;
  private static final int SEQUENCE_AT = 10;
  private static final int ID_AT = 18;
  private static final int MD5_AT = 34;
  private static final int TEXTS_AT = 50;
  private static final int GROUP = 1;
  private static final int DEDUPLICATION = 2;
  private static final int TRACE = 4;
  private static final int SOURCE = 8;
  private static final int RECEIVES_BYTES = 12;

  private final UUID id;
  private final long sentAtMillis;
  private final long sequence;
  private final byte[] bodyMd5;
  private final String senderId;
  private final @Nullable String groupId;
  private final @Nullable String deduplicationId;
  private final @Nullable String traceHeader;
  private final @Nullable String deadLetterSourceArn;
  private final int receivedElsewhere;
  private final long firstReceivedElsewhereMillis;
  private final List<MessageAttribute> attributes;
  private final String body;

  private StoredMessage(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    if (stored[0] != VERSION && stored[0] != VERSION_WITH_RECEIVES) {
      throw new IllegalStateException("A message of the unknown format version " + stored[0]);
    }
    int flags = stored[FLAGS_AT];
    sentAtMillis = in.getLong(SENT_AT);
    sequence = in.getLong(SEQUENCE_AT);
    id = new UUID(in.getLong(ID_AT), in.getLong(ID_AT + 8));
    bodyMd5 = new byte[16];
    in.get(MD5_AT, bodyMd5);
    in.position(TEXTS_AT);
    senderId = text(in);
    groupId = (flags & GROUP) == 0 ? null : text(in);
    deduplicationId = (flags & DEDUPLICATION) == 0 ? null : text(in);
    traceHeader = (flags & TRACE) == 0 ? null : text(in);
    deadLetterSourceArn = (flags & SOURCE) == 0 ? null : text(in);
    receivedElsewhere = hasReceives(stored) ? in.getInt() : 0;
    firstReceivedElsewhereMillis = hasReceives(stored) ? in.getLong() : 0;
    int count = in.getShort();
    attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = text(in);
      String type = text(in);
      boolean binary = in.get() == 1;
      attributes.add(new MessageAttribute(name, type, binary, bytes(in)));
    }
    body = new String(stored, in.position(), in.remaining(), StandardCharsets.UTF_8);
  }

  /// Reads a stored message.
  public static StoredMessage decode(byte[] stored) {
    return new StoredMessage(stored);
  }

  /// Writes a message whose time and sequence are not known yet; [#stamp] sets them.
  public static byte[] encode(NewMessage message) {
    byte[] sender = utf8(message.senderId());
    byte[] group = utf8OrEmpty(message.groupId());
    byte[] deduplication = utf8OrEmpty(message.deduplicationId());
    byte[] trace = utf8OrEmpty(message.traceHeader());
    int size = TEXTS_AT + 4 + sender.length + 2 + message.body().length;
    size += message.groupId() == null ? 0 : 4 + group.length;
    size += message.deduplicationId() == null ? 0 : 4 + deduplication.length;
    size += message.traceHeader() == null ? 0 : 4 + trace.length;
    for (MessageAttribute attribute : message.attributes()) {
      size += 13 + attribute.sizeBytes();
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    int flags =
        (message.groupId() == null ? 0 : GROUP)
            | (message.deduplicationId() == null ? 0 : DEDUPLICATION)
            | (message.traceHeader() == null ? 0 : TRACE);
    out.put(VERSION).put((byte) flags).position(ID_AT);
    out.putLong(message.id().getMostSignificantBits());
    out.putLong(message.id().getLeastSignificantBits());
    out.put(message.bodyMd5());
    putBytes(out, sender);
    if (message.groupId() != null) {
      putBytes(out, group);
    }
    if (message.deduplicationId() != null) {
      putBytes(out, deduplication);
    }
    if (message.traceHeader() != null) {
      putBytes(out, trace);
    }
    out.putShort((short) message.attributes().size());
    for (MessageAttribute attribute : message.attributes()) {
      putBytes(out, utf8(attribute.name()));
      putBytes(out, utf8(attribute.type()));
      out.put((byte) (attribute.binary() ? 1 : 0));
      putBytes(out, attribute.value());
    }
    out.put(message.body());
    return out.array();
  }

  /// Sets when a message was sent and which sequence it was given then.
  static void stamp(byte[] stored, long sentAtMillis, long sequence) {
    ByteBuffer.wrap(stored).putLong(SENT_AT, sentAtMillis).putLong(SEQUENCE_AT, sequence);
  }

  /// The same message with the ARN of the queue that it was dead-lettered from.
  static byte[] withDeadLetterSource(byte[] stored, String sourceArn) {
    if ((stored[FLAGS_AT] & SOURCE) != 0) {
      return stored;
    }
    byte[] source = utf8(sourceArn);
    ByteBuffer in = behindTexts(stored);
    ByteBuffer out = ByteBuffer.allocate(stored.length + 4 + source.length);
    out.put(stored, 0, in.position());
    putBytes(out, source);
    out.put(in);
    byte[] moved = out.array();
    moved[FLAGS_AT] = (byte) (stored[FLAGS_AT] | SOURCE);
    return moved;
  }

  /// The same message with its id in the place of its deduplication id, if it has one.
  static byte[] withIdForDeduplication(byte[] stored) {
    if ((stored[FLAGS_AT] & DEDUPLICATION) == 0) {
      return stored;
    }
    ByteBuffer in = ByteBuffer.wrap(stored);
    byte[] id = utf8(new UUID(in.getLong(ID_AT), in.getLong(ID_AT + 8)).toString());
    in.position(TEXTS_AT);
    skip(in, 1 + (stored[FLAGS_AT] & GROUP));
    int replacedAt = in.position();
    skip(in, 1);
    ByteBuffer out = ByteBuffer.allocate(replacedAt + 4 + id.length + in.remaining());
    out.put(stored, 0, replacedAt);
    putBytes(out, id);
    return out.put(in).array();
  }

  /// The same message with receives in the queue that it leaves, beside those elsewhere.
  ///
  /// @param count how often it was received there
  /// @param firstMillis when it was received there first
  static byte[] withReceives(byte[] stored, int count, long firstMillis) {
    ByteBuffer in = behindSource(stored);
    if (hasReceives(stored)) {
      byte[] more = stored.clone();
      ByteBuffer.wrap(more).putInt(in.position(), in.getInt() + count);
      return more;
    }
    ByteBuffer out = ByteBuffer.allocate(stored.length + RECEIVES_BYTES);
    out.put(stored, 0, in.position()).putInt(count).putLong(firstMillis).put(in);
    out.put(0, VERSION_WITH_RECEIVES);
    return out.array();
  }

  private static boolean hasReceives(byte[] stored) {
    return stored[0] == VERSION_WITH_RECEIVES;
  }

  /// The same message as one that is sent anew, as by a move out of a dead-letter queue.
  static byte[] asNew(byte[] stored, UUID id, long sentAtMillis) {
    byte[] fresh = withoutPast(stored);
    ByteBuffer.wrap(fresh)
        .putLong(SENT_AT, sentAtMillis)
        .putLong(ID_AT, id.getMostSignificantBits())
        .putLong(ID_AT + 8, id.getLeastSignificantBits());
    return fresh;
  }

  /// A copy without the source and the receives elsewhere.
  private static byte[] withoutPast(byte[] stored) {
    int pastAt = behindTexts(stored).position();
    ByteBuffer in = behindSource(stored);
    in.position(in.position() + (hasReceives(stored) ? RECEIVES_BYTES : 0));
    ByteBuffer out = ByteBuffer.allocate(pastAt + in.remaining());
    out.put(stored, 0, pastAt).put(in);
    byte[] plain = out.array();
    plain[0] = VERSION;
    plain[FLAGS_AT] = (byte) (stored[FLAGS_AT] & ~SOURCE);
    return plain;
  }

  /// Stands behind the ARN of the source, if there is one.
  private static ByteBuffer behindSource(byte[] stored) {
    ByteBuffer in = behindTexts(stored);
    if ((stored[FLAGS_AT] & SOURCE) != 0) {
      skip(in, 1);
    }
    return in;
  }

  /// Stands where the ARN of the source is or would be.
  private static ByteBuffer behindTexts(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored).position(TEXTS_AT);
    skip(in, 1 + Integer.bitCount(stored[FLAGS_AT] & (GROUP | DEDUPLICATION | TRACE)));
    return in;
  }

  private static void skip(ByteBuffer in, int texts) {
    for (int i = 0; i < texts; i++) {
      int length = in.getInt();
      in.position(in.position() + length);
    }
  }

  static long sentAtMillis(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong(SENT_AT);
  }

  /// The group id alone; null when the message has none.
  static @Nullable String groupId(byte[] stored) {
    if ((stored[FLAGS_AT] & GROUP) == 0) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(stored).position(TEXTS_AT);
    skip(in, 1);
    return text(in);
  }

  public UUID id() {
    return id;
  }

  public long sentAtMillis() {
    return sentAtMillis;
  }

  /// The sequence that the message was given when it was sent.
  public long sequence() {
    return sequence;
  }

  public byte[] bodyMd5() {
    return bodyMd5.clone();
  }

  public String senderId() {
    return senderId;
  }

  public @Nullable String groupId() {
    return groupId;
  }

  public @Nullable String deduplicationId() {
    return deduplicationId;
  }

  public @Nullable String traceHeader() {
    return traceHeader;
  }

  public @Nullable String deadLetterSourceArn() {
    return deadLetterSourceArn;
  }

  /// How often the message was received before it came to this queue.
  public int receivedElsewhere() {
    return receivedElsewhere;
  }

  /// When the message was received first before it came to this queue; 0 if it was not.
  public long firstReceivedElsewhereMillis() {
    return firstReceivedElsewhereMillis;
  }

  public List<MessageAttribute> attributes() {
    return List.copyOf(attributes);
  }

  public String body() {
    return body;
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  private static void putBytes(ByteBuffer out, byte[] bytes) {
    out.putInt(bytes.length).put(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] utf8OrEmpty(@Nullable String text) {
    return text == null ? new byte[0] : utf8(text);
  }
}

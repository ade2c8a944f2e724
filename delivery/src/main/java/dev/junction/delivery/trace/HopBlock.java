package dev.junction.delivery.trace;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The hops of one transaction, as they lie in the map: ids and texts once each, and hops that
/// point to them.
///
/// Shape, version 1: version, when in ms, the number of ids and the ids, the number of texts and
/// the texts, then hops to the end: kind, depth, the places of trace and message among the ids, ms
/// after that time, how long in ms, the places of resource and detail among the texts, -1 for none.
/// Version 2 says of a text how many characters it has in common with the one before, and the rest
/// with a short length; ms after that time and how long are short numbers, the former doubled, with
/// the sign as its lowest bit.
final class HopBlock {

  private static final int VERSION_LONG = 1;
  private static final int VERSION = 2;

  /// How many ids and how many texts a block has at most, so that an octet is a place.
  private static final int PLACES_MAX = 120;

  private static final int HOPS_BYTES_MAX = 8 << 10;

  private static final int IDS_OFFSET = 9;
  private static final int NONE = -1;

  /// How far back an id or a text is looked for, which is then said once more.
  private static final int LOOKED_BACK = 6;

  // Used again for each transaction, and never longer than this: nothing is made for a hop.
  private final UUID[] ids = new UUID[PLACES_MAX];
  private final String[] texts = new String[PLACES_MAX];
  private final FieldWriter hops = new FieldWriter(64);
  private int idCount;
  private int textCount;
  private long firstMillis;

  boolean isEmpty() {
    return hops.size() == 0;
  }

  /// Whether a hop may find no place any more.
  boolean isFull() {
    return idCount > PLACES_MAX - 2 || textCount > PLACES_MAX - 2 || hops.size() > HOPS_BYTES_MAX;
  }

  /// Adds a hop of these parts, as [Hop] has them.
  void add(
      UUID trace,
      int depth,
      UUID message,
      Hop.Kind kind,
      long atMillis,
      long tookMillis,
      String resource,
      @Nullable String detail) {
    if (isEmpty()) {
      firstMillis = atMillis;
    }
    long after = atMillis - firstMillis;
    hops.octet(kind.code()).octet(Math.min(depth, Byte.MAX_VALUE));
    hops.octet(place(trace)).octet(place(message));
    hops.shortNumber((after << 1) ^ (after >> 63)).shortNumber(Math.max(0, tookMillis));
    hops.octet(place(resource)).octet(detail == null ? NONE : place(detail));
  }

  void clear() {
    Arrays.fill(ids, 0, idCount, null);
    Arrays.fill(texts, 0, textCount, null);
    idCount = 0;
    textCount = 0;
    hops.clear();
  }

  /// The place of an id, which is often one of the last.
  private int place(UUID id) {
    for (int place = idCount - 1; place >= Math.max(0, idCount - LOOKED_BACK); place--) {
      if (id.equals(ids[place])) {
        return place;
      }
    }
    ids[idCount] = id;
    return idCount++;
  }

  private int place(String text) {
    String kept = Hop.cut(text);
    for (int place = textCount - 1; place >= Math.max(0, textCount - LOOKED_BACK); place--) {
      if (kept.equals(texts[place])) {
        return place;
      }
    }
    texts[textCount] = kept;
    return textCount++;
  }

  byte[] encode() {
    FieldWriter out = new FieldWriter(64 + 16 * idCount + 24 * textCount + hops.size());
    out.octet(VERSION).longNumber(firstMillis).octet(idCount);
    for (int i = 0; i < idCount; i++) {
      out.longNumber(ids[i].getMostSignificantBits()).longNumber(ids[i].getLeastSignificantBits());
    }
    out.octet(textCount);
    String before = "";
    for (int i = 0; i < textCount; i++) {
      int common = common(before, texts[i]);
      byte[] rest = texts[i].substring(common).getBytes(StandardCharsets.UTF_8);
      out.octet(common).shortNumber(rest.length).raw(rest);
      before = texts[i];
    }
    return out.raw(hops).toBytes();
  }

  /// How many characters two texts begin with in common, as far as an octet says it.
  private static int common(String one, String other) {
    int most = Math.min(Math.min(one.length(), other.length()), Byte.MAX_VALUE);
    int common = 0;
    while (common < most && one.charAt(common) == other.charAt(common)) {
      common++;
    }
    // Half a character has no bytes.
    return common > 0 && Character.isHighSurrogate(one.charAt(common - 1)) ? common - 1 : common;
  }

  /// Whether one of its hops may have one of these ids.
  static boolean mayHave(byte[] block, Set<UUID> wanted) {
    ByteBuffer in = ByteBuffer.wrap(block);
    for (int i = 0, at = IDS_OFFSET + 1; i < block[IDS_OFFSET]; i++, at += 16) {
      if (wanted.contains(new UUID(in.getLong(at), in.getLong(at + 8)))) {
        return true;
      }
    }
    return false;
  }

  static List<Hop> decode(byte[] block) {
    FieldReader in = new FieldReader(block);
    int version = in.octet();
    if (version != VERSION && version != VERSION_LONG) {
      throw new IllegalStateException("A block of hops of the unknown format version " + version);
    }
    long at = in.longNumber();
    UUID[] ids = new UUID[in.octet()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new UUID(in.longNumber(), in.longNumber());
    }
    String[] texts = new String[in.octet()];
    String before = "";
    for (int i = 0; i < texts.length; i++) {
      texts[i] = version == VERSION_LONG ? in.text() : before.substring(0, in.octet()) + rest(in);
      before = texts[i];
    }
    List<Hop> hops = new ArrayList<>();
    while (!in.isAtEnd()) {
      Hop.Kind kind = Hop.Kind.of(in.octet());
      int depth = in.octet();
      UUID trace = ids[in.octet()];
      UUID message = ids[in.octet()];
      long after = version == VERSION_LONG ? in.number() : signed(in.shortNumber());
      long took = version == VERSION_LONG ? in.number() : in.shortNumber();
      String where = texts[in.octet()];
      String detail = text(texts, in.octet());
      hops.add(new Hop(trace, message, at + after, took, kind, depth, where, detail));
    }
    return hops;
  }

  private static String rest(FieldReader in) {
    return new String(in.raw((int) in.shortNumber()), StandardCharsets.UTF_8);
  }

  private static long signed(long doubled) {
    return (doubled >>> 1) ^ -(doubled & 1);
  }

  private static @Nullable String text(String[] texts, int place) {
    return place == NONE ? null : texts[place];
  }
}

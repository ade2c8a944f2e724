package dev.junction.delivery.trace;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
final class HopBlock {

  private static final int VERSION = 1;

  /// How many ids and how many texts a block has at most, so that an octet is a place.
  private static final int PLACES_MAX = 120;

  private static final int HOPS_BYTES_MAX = 8 << 10;

  private static final int IDS_OFFSET = 9;
  private static final int NONE = -1;

  /// How far back an id or a text is looked for, which is then said once more.
  private static final int LOOKED_BACK = 6;

  private final List<UUID> ids = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private FieldWriter hops = new FieldWriter(64);
  private long firstMillis;

  boolean isEmpty() {
    return hops.size() == 0;
  }

  /// Whether a hop may find no place any more.
  boolean isFull() {
    return ids.size() > PLACES_MAX - 2
        || texts.size() > PLACES_MAX - 2
        || hops.size() > HOPS_BYTES_MAX;
  }

  void add(Hop hop) {
    if (isEmpty()) {
      firstMillis = hop.atMillis();
    }
    hops.octet(hop.kind().code()).octet(Math.min(hop.depth(), Byte.MAX_VALUE));
    hops.octet(place(ids, hop.trace())).octet(place(ids, hop.message()));
    hops.number(Math.clamp(hop.atMillis() - firstMillis, Integer.MIN_VALUE, Integer.MAX_VALUE));
    hops.number(hop.tookMillis()).octet(place(texts, hop.resource()));
    hops.octet(hop.detail() == null ? NONE : place(texts, hop.detail()));
  }

  void clear() {
    ids.clear();
    texts.clear();
    hops = new FieldWriter(64);
  }

  /// The place of a value, which is often one of the last.
  private static <T> int place(List<T> values, T value) {
    int size = values.size();
    for (int place = size - 1; place >= Math.max(0, size - LOOKED_BACK); place--) {
      if (values.get(place).equals(value)) {
        return place;
      }
    }
    values.add(value);
    return size;
  }

  byte[] encode() {
    int bytes = 16 + 16 * ids.size() + 80 * texts.size() + hops.size();
    FieldWriter out = new FieldWriter(bytes).octet(VERSION).longNumber(firstMillis);
    out.octet(ids.size());
    for (UUID id : ids) {
      out.longNumber(id.getMostSignificantBits()).longNumber(id.getLeastSignificantBits());
    }
    out.octet(texts.size());
    texts.forEach(out::text);
    return out.raw(hops.toBytes()).toBytes();
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
    FieldReader in = new FieldReader(block).version(VERSION, "A block of hops");
    long at = in.longNumber();
    UUID[] ids = new UUID[in.octet()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new UUID(in.longNumber(), in.longNumber());
    }
    String[] texts = new String[in.octet()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.text();
    }
    List<Hop> hops = new ArrayList<>();
    while (!in.isAtEnd()) {
      Hop.Kind kind = Hop.Kind.of(in.octet());
      int depth = in.octet();
      UUID trace = ids[in.octet()];
      UUID message = ids[in.octet()];
      long when = at + in.number();
      int took = in.number();
      String resource = texts[in.octet()];
      hops.add(new Hop(trace, message, when, took, kind, depth, resource, text(texts, in.octet())));
    }
    return hops;
  }

  private static @Nullable String text(String[] texts, int place) {
    return place == NONE ? null : texts[place];
  }
}

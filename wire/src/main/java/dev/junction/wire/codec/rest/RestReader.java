package dev.junction.wire.codec.rest;

import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads an input whose members are spread over a request.
///
/// The outermost structure is read here, part by part; whatever lies in a part is read by the
/// reader of that part.
public final class RestReader implements ShapeReader {

  /// The parts of a request, decoded as far as no schema is needed for it.
  ///
  /// @param labels the parts of the path that stand for members, by member name
  /// @param query the query parameters
  /// @param request where the header fields are
  /// @param payload the body, if a blob or string is all of it; null otherwise
  public record Parts(
      Map<String, String> labels,
      Map<String, List<String>> query,
      HttpRequest request,
      byte @Nullable [] payload) {}

  private final Parts parts;
  private final @Nullable ShapeReader body;
  private @Nullable ShapeReader current;
  private int depth;
  private int next;
  private boolean inBody;

  /// @param body a reader of the structured body; null when there is none
  public RestReader(Parts parts, @Nullable ShapeReader body) {
    this.parts = parts;
    this.body = body;
  }

  private ShapeReader part() {
    return Objects.requireNonNull(current, "a part of the request");
  }

  @Override
  public void beginStructure(Schema structure) {
    if (depth++ > 0) {
      part().beginStructure(structure);
    }
  }

  @Override
  public int nextMember(Schema structure) {
    int index = depth == 1 ? nextPart(structure) : part().nextMember(structure);
    if (index < 0) {
      depth--;
    }
    return index;
  }

  private int nextPart(Schema structure) {
    while (next < structure.members().size()) {
      Member member = structure.member(next++);
      ShapeReader reader = reader(member);
      if (reader != null) {
        current = reader;
        return member.index();
      }
    }
    return nextOfBody(structure);
  }

  private @Nullable ShapeReader reader(Member member) {
    return switch (member.binding()) {
      case LABEL -> PartReader.ofParameter(List.of(label(member)));
      case QUERY -> {
        List<String> values = parts.query().get(member.bindingName());
        yield values == null ? null : PartReader.ofParameter(values);
      }
      case QUERY_PARAMS -> PartReader.ofEntries(false, parts.query());
      case HEADER -> {
        List<String> values = parts.request().headers().all(member.bindingName());
        yield values.isEmpty() ? null : PartReader.ofHeader(values);
      }
      case PREFIX_HEADERS -> {
        Map<String, List<String>> found = prefixed(member.bindingName());
        yield found.isEmpty() ? null : PartReader.ofEntries(true, found);
      }
      case PAYLOAD -> {
        byte[] payload = parts.payload();
        yield payload == null ? body : new PayloadReader(payload);
      }
      case BODY, RESPONSE_CODE -> null;
    };
  }

  private String label(Member member) {
    return Objects.requireNonNull(parts.labels().get(member.name()), member.name());
  }

  private Map<String, List<String>> prefixed(String prefix) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    String lower = prefix.toLowerCase(Locale.ROOT);
    parts
        .request()
        .headers()
        .forEach(
            (name, value) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith(lower)) {
                found.putIfAbsent(
                    name.substring(prefix.length()), parts.request().headers().all(name));
              }
            });
    return found;
  }

  private int nextOfBody(Schema structure) {
    if (body == null || hasPayload(structure)) {
      return -1;
    }
    if (!inBody) {
      inBody = true;
      body.beginStructure(structure);
    }
    current = body;
    int index = body.nextMember(structure);
    while (index >= 0 && !isInBody(structure.member(index))) {
      body.skip();
      index = body.nextMember(structure);
    }
    return index;
  }

  private static boolean isInBody(Member member) {
    return switch (member.binding()) {
      case BODY -> true;
      case PAYLOAD, LABEL, QUERY, QUERY_PARAMS, HEADER, PREFIX_HEADERS, RESPONSE_CODE -> false;
    };
  }

  private static boolean hasPayload(Schema structure) {
    return RestBody.payload(structure) != null;
  }

  @Override
  public void beginList(Member list) {
    part().beginList(list);
  }

  @Override
  public boolean nextElement(Member list) {
    return part().nextElement(list);
  }

  @Override
  public void beginMap(Member map) {
    part().beginMap(map);
  }

  @Override
  public @Nullable String nextKey(Member map) {
    return part().nextKey(map);
  }

  @Override
  public boolean readNull() {
    return part().readNull();
  }

  @Override
  public boolean readBoolean(Member member) {
    return part().readBoolean(member);
  }

  @Override
  public byte readByte(Member member) {
    return part().readByte(member);
  }

  @Override
  public short readShort(Member member) {
    return part().readShort(member);
  }

  @Override
  public int readInteger(Member member) {
    return part().readInteger(member);
  }

  @Override
  public long readLong(Member member) {
    return part().readLong(member);
  }

  @Override
  public float readFloat(Member member) {
    return part().readFloat(member);
  }

  @Override
  public double readDouble(Member member) {
    return part().readDouble(member);
  }

  @Override
  public BigInteger readBigInteger(Member member) {
    return part().readBigInteger(member);
  }

  @Override
  public BigDecimal readBigDecimal(Member member) {
    return part().readBigDecimal(member);
  }

  @Override
  public String readString(Member member) {
    return part().readString(member);
  }

  @Override
  public byte[] readBlob(Member member) {
    return part().readBlob(member);
  }

  @Override
  public Instant readTimestamp(Member member) {
    return part().readTimestamp(member);
  }

  @Override
  public @Nullable Object readDocument(Member member) {
    return part().readDocument(member);
  }

  @Override
  public void skip() {
    part().skip();
  }
}

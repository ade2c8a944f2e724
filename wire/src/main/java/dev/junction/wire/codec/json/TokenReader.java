package dev.junction.wire.codec.json;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.ShapeType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads values from JSON or CBOR tokens.
///
/// Reading is strict: no value is converted to another type, and a list or map holds nulls only
/// where the model says so. The parser's own exceptions pass through; [TokenCodec] turns them into
/// malformed input.
final class TokenReader implements ShapeReader {

  /// A member that some clients add to a union to name its variant.
  private static final String TYPE_HINT = "__type";

  private final JsonParser parser;
  private final TokenFormat format;

  /// At which depths a union has had its member.
  private final BitSet unionsSet = new BitSet();

  /// Starts before the first value.
  TokenReader(JsonParser parser, TokenFormat format) {
    this.parser = parser;
    this.format = format;
    if (parser.nextToken() == null) {
      throw new MalformedInput("The input is empty");
    }
  }

  /// Checks that nothing follows the value that was read.
  void finish() {
    if (parser.nextToken() != null) {
      throw new MalformedInput("Unexpected content after the end of the input");
    }
  }

  /// What to say of a token that cannot be converted.
  static MalformedInput unexpected(JsonParser parser, String wanted) {
    JsonToken token = parser.currentToken();
    return new MalformedInput(
        (token == null ? "The end of the input" : token.name())
            + " can not be converted to "
            + wanted);
  }

  private void expect(JsonToken token, String wanted) {
    if (parser.currentToken() != token) {
      throw unexpected(parser, wanted);
    }
  }

  private int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  @Override
  public void beginStructure(Schema structure) {
    expect(JsonToken.START_OBJECT, "a structure");
    if (structure.type() == ShapeType.UNION) {
      unionsSet.clear(depth());
    }
  }

  @Override
  public int nextMember(Schema structure) {
    boolean union = structure.type() == ShapeType.UNION;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Member member = format.find(structure, name);
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      if (union && !name.equals(TYPE_HINT)) {
        countUnionMember(structure, member);
      }
      if (member != null) {
        return member.index();
      }
      parser.skipChildren();
    }
    if (union && !unionsSet.get(depth() + 1)) {
      throw new MalformedInput("The union " + structure.name() + " has no member");
    }
    return -1;
  }

  private void countUnionMember(Schema union, @Nullable Member member) {
    int depth = depth();
    if (member == null) {
      throw new MalformedInput("The union " + union.name() + " has an unknown member");
    }
    if (parser.currentToken().isStructStart()) {
      depth--;
    }
    if (unionsSet.get(depth)) {
      throw new MalformedInput("The union " + union.name() + " has more than one member");
    }
    unionsSet.set(depth);
  }

  @Override
  public void beginList(Member list) {
    expect(JsonToken.START_ARRAY, "a list");
  }

  @Override
  public boolean nextElement(Member list) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL && !list.target().isSparse()) {
      throw new MalformedInput("The list " + list.name() + " must not contain null");
    }
    return token != JsonToken.END_ARRAY && token != null;
  }

  @Override
  public void beginMap(Member map) {
    expect(JsonToken.START_OBJECT, "a map");
  }

  @Override
  public @Nullable String nextKey(Member map) {
    String key = parser.nextName();
    if (key != null && parser.nextToken() == JsonToken.VALUE_NULL && !map.target().isSparse()) {
      throw new MalformedInput("The map " + map.name() + " must not contain null");
    }
    return key;
  }

  @Override
  public boolean readNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  @Override
  public boolean readBoolean(Member member) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw unexpected(parser, "a Boolean");
    };
  }

  @Override
  public byte readByte(Member member) {
    int value = readInteger(member);
    if (value != (byte) value) {
      throw unexpected(parser, "a Byte");
    }
    return (byte) value;
  }

  @Override
  public short readShort(Member member) {
    int value = readInteger(member);
    if (value != (short) value) {
      throw unexpected(parser, "a Short");
    }
    return (short) value;
  }

  @Override
  public int readInteger(Member member) {
    expect(JsonToken.VALUE_NUMBER_INT, "an Integer");
    return parser.getIntValue();
  }

  @Override
  public long readLong(Member member) {
    expect(JsonToken.VALUE_NUMBER_INT, "a Long");
    return parser.getLongValue();
  }

  @Override
  public float readFloat(Member member) {
    return (float) format.readDouble(parser);
  }

  @Override
  public double readDouble(Member member) {
    return format.readDouble(parser);
  }

  @Override
  public BigInteger readBigInteger(Member member) {
    expect(JsonToken.VALUE_NUMBER_INT, "a BigInteger");
    return parser.getBigIntegerValue();
  }

  @Override
  public BigDecimal readBigDecimal(Member member) {
    if (!parser.currentToken().isNumeric()) {
      throw unexpected(parser, "a BigDecimal");
    }
    return parser.getDecimalValue();
  }

  @Override
  public String readString(Member member) {
    expect(JsonToken.VALUE_STRING, "a String");
    return parser.getString();
  }

  @Override
  public byte[] readBlob(Member member) {
    return format.readBlob(parser);
  }

  @Override
  public Instant readTimestamp(Member member) {
    return format.readTimestamp(parser, member);
  }

  @Override
  public @Nullable Object readDocument(Member member) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          parser.nextToken();
          values.put(name, readDocument(member));
        }
        yield Collections.unmodifiableMap(values);
      }
      case START_ARRAY -> {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          values.add(readDocument(member));
        }
        yield Collections.unmodifiableList(values);
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw unexpected(parser, "a document");
    };
  }

  @Override
  public void skip() throws JacksonException {
    parser.skipChildren();
  }
}

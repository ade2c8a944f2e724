package dev.junction.wire.codec;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads shapes from a JSON or CBOR parser that stands on the value to read.
final class JsonShapeReader implements ShapeReader {

  private final JsonParser json;

  JsonShapeReader(JsonParser json) {
    this.json = json;
  }

  @Override
  public String text(Member member) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw unexpected(member, "a string");
    }
    return json.getString();
  }

  @Override
  public boolean bool(Member member) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw unexpected(member, "a boolean");
    };
  }

  @Override
  public int integer(Member member) {
    long value = longInteger(member);
    if (value != (int) value) {
      throw unexpected(member, "a 32-bit integer");
    }
    return (int) value;
  }

  @Override
  public long longInteger(Member member) {
    try {
      return switch (json.currentToken()) {
        case VALUE_NUMBER_INT -> json.getLongValue();
        // The JSON of some clients carries whole numbers as text or with a fraction of zero.
        case VALUE_STRING -> Long.parseLong(json.getString());
        case VALUE_NUMBER_FLOAT -> wholeNumber(member);
        case null, default -> throw unexpected(member, "an integer");
      };
    } catch (NumberFormatException | JacksonException _) {
      throw unexpected(member, "an integer");
    }
  }

  private long wholeNumber(Member member) {
    double value = json.getDoubleValue();
    if (value != Math.rint(value) || Math.abs(value) > 1e15) {
      throw unexpected(member, "an integer");
    }
    return (long) value;
  }

  @Override
  public double number(Member member) {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_STRING ->
          switch (json.getString()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw unexpected(member, "a number");
          };
      case null, default -> throw unexpected(member, "a number");
    };
  }

  @Override
  public byte[] blob(Member member) {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_EMBEDDED_OBJECT) {
      throw unexpected(member, "Base64 text");
    }
    try {
      return json.getBinaryValue();
    } catch (JacksonException _) {
      throw unexpected(member, "Base64 text");
    }
  }

  @Override
  public Instant timestamp(Member member) {
    try {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        return Instant.parse(json.getString());
      }
      BigDecimal seconds = BigDecimal.valueOf(number(member));
      return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    } catch (DateTimeException | ArithmeticException _) {
      throw unexpected(member, "a time");
    }
  }

  @Override
  public void structure(Schema schema, MemberReader reader) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedInput("Expected an object for " + schema.name());
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      Member member = schema.member(json.currentName());
      JsonToken value = json.nextToken();
      if (member == null) {
        json.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        reader.read(member, this);
      }
    }
  }

  @Override
  public <T> List<T> list(Member member, Element<T> element) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw unexpected(member, "a list");
    }
    Member entry = member.target().element();
    List<T> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(element.read(this, entry));
    }
    return values;
  }

  @Override
  public <T> Map<String, T> map(Member member, Element<T> element) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw unexpected(member, "a map");
    }
    Member entry = member.target().value();
    Map<String, T> values = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        values.put(key, element.read(this, entry));
      }
    }
    return values;
  }

  private static MalformedInput unexpected(Member member, String wanted) {
    return new MalformedInput("Expected " + wanted + " for " + member.name());
  }
}

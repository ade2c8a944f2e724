package dev.junction.wire.codec;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads shapes from the parameters of a query-protocol request.
///
/// Source: Smithy 2.0, "AWS Query protocol", request serialization.
final class QueryShapeReader implements ShapeReader {

  private final QueryNode node;

  QueryShapeReader(QueryNode node) {
    this.node = node;
  }

  @Override
  public String text(Member member) {
    return Objects.requireNonNullElse(node.value(), "");
  }

  @Override
  public boolean bool(Member member) {
    return switch (text(member)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unexpected(member, "true or false");
    };
  }

  @Override
  public int integer(Member member) {
    try {
      return Integer.parseInt(text(member));
    } catch (NumberFormatException _) {
      throw unexpected(member, "an integer");
    }
  }

  @Override
  public long longInteger(Member member) {
    try {
      return Long.parseLong(text(member));
    } catch (NumberFormatException _) {
      throw unexpected(member, "an integer");
    }
  }

  @Override
  public double number(Member member) {
    try {
      return Double.parseDouble(text(member));
    } catch (NumberFormatException _) {
      throw unexpected(member, "a number");
    }
  }

  @Override
  public byte[] blob(Member member) {
    try {
      return Base64.getDecoder().decode(text(member));
    } catch (IllegalArgumentException _) {
      throw unexpected(member, "Base64 text");
    }
  }

  @Override
  public Instant timestamp(Member member) {
    try {
      return Instant.parse(text(member));
    } catch (DateTimeException _) {
      throw unexpected(member, "a time");
    }
  }

  @Override
  public void structure(Schema schema, MemberReader reader) {
    for (Member member : schema.members()) {
      QueryNode child = node.child(member.xmlName());
      if (child == null && member.traits().flattened()) {
        // Both names of a flattened member are in use: `Attribute.1.Name` and `Attributes.1.Name`.
        child = node.child(member.name());
      }
      if (child != null) {
        reader.read(member, new QueryShapeReader(child));
      }
    }
  }

  @Override
  public <T> List<T> list(Member member, Element<T> element) {
    Member entry = member.target().element();
    QueryNode entries = node;
    if (!member.traits().flattened()) {
      QueryNode wrapped = node.child(entry.xmlName());
      if (wrapped == null) {
        return new ArrayList<>();
      }
      entries = wrapped;
    }
    List<T> values = new ArrayList<>();
    for (QueryNode each : entries.entries()) {
      values.add(element.read(new QueryShapeReader(each), entry));
    }
    return values;
  }

  @Override
  public <T> Map<String, T> map(Member member, Element<T> element) {
    Schema map = member.target();
    QueryNode entries = node;
    if (!member.traits().flattened()) {
      QueryNode wrapped = node.child("entry");
      if (wrapped == null) {
        return new LinkedHashMap<>();
      }
      entries = wrapped;
    }
    Map<String, T> values = new LinkedHashMap<>();
    for (QueryNode each : entries.entries()) {
      QueryNode key = each.child(map.key().xmlName());
      QueryNode value = each.child(map.value().xmlName());
      if (key == null || value == null || key.value() == null) {
        throw unexpected(member, map.key().xmlName() + " and " + map.value().xmlName());
      }
      values.put(key.value(), element.read(new QueryShapeReader(value), map.value()));
    }
    return values;
  }

  private static MalformedInput unexpected(Member member, String wanted) {
    return new MalformedInput("Expected " + wanted + " for " + member.name());
  }
}

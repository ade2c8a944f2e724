package dev.junction.wire.codec.rest;

import dev.junction.wire.schema.HttpBinding;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import dev.junction.wire.schema.Unit;
import org.jspecify.annotations.Nullable;

/// What the body of a request holds, as the schema of its input says.
///
/// A structure without any members is an empty object; one whose members all travel elsewhere has
/// no body.
public enum RestBody {
  /// Nothing at all.
  NONE,
  /// A structure, union or document.
  STRUCTURED,
  /// One blob or string as it is.
  PLAIN;

  /// What the body of a request for this input holds.
  public static RestBody of(Schema structure) {
    Member payload = payload(structure);
    if (payload != null) {
      return isPlain(payload) ? PLAIN : STRUCTURED;
    }
    return structure == Unit.SCHEMA ? NONE : STRUCTURED;
  }

  /// The member that is the whole body, or null.
  public static @Nullable Member payload(Schema structure) {
    for (Member member : structure.members()) {
      if (member.binding() == HttpBinding.PAYLOAD) {
        return member;
      }
    }
    return null;
  }

  /// The content type that the model gives the body, or null when any will do.
  public static @Nullable String contentType(Schema structure) {
    Member payload = payload(structure);
    if (payload == null) {
      return "application/json";
    }
    Trait.MediaType mediaType = payload.trait(Trait.MediaType.class);
    if (mediaType != null) {
      return mediaType.name();
    }
    if (payload.type() == ShapeType.BLOB) {
      return null;
    }
    return isPlain(payload) ? "text/plain" : "application/json";
  }

  private static boolean isPlain(Member payload) {
    return payload.type() == ShapeType.BLOB || payload.type() == ShapeType.STRING;
  }
}

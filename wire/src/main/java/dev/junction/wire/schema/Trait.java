package dev.junction.wire.schema;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One fact about a shape or a member beyond its type: its name on the wire, where it travels, what
/// values it takes.
///
/// A trait on a member wins over the same trait on the shape that the member targets. Source:
/// Smithy 2.0 specification, "Trait index".
public sealed interface Trait
    permits TimestampFormat,
        Trait.Marker,
        Trait.JsonName,
        Trait.XmlName,
        Trait.XmlNamespace,
        Trait.HttpHeader,
        Trait.HttpPrefixHeaders,
        Trait.HttpQuery,
        Trait.MediaType,
        Trait.Length,
        Trait.Range,
        Trait.Pattern,
        Trait.Enumeration,
        Trait.IntegerEnumeration,
        Trait.Default {

  /// Traits without a value.
  enum Marker implements Trait {
    /// The member must be present.
    REQUIRED,
    /// A list or map that may hold nulls.
    SPARSE,
    /// A blob that is handed on as it arrives, or a union that is a stream of events.
    STREAMING,
    /// Must not be printed.
    SENSITIVE,
    /// A list whose elements differ from each other.
    UNIQUE_ITEMS,
    /// A token that a client library makes up when its caller gives none.
    IDEMPOTENCY_TOKEN,
    /// Part of the host name of the request.
    HOST_LABEL,
    /// Elements without a surrounding element, in the query protocol and XML.
    XML_FLATTENED,
    /// An attribute of the surrounding XML element.
    XML_ATTRIBUTE,
    /// Part of the path of the request.
    HTTP_LABEL,
    /// The whole body of the message.
    HTTP_PAYLOAD,
    /// All query parameters that no other member takes.
    HTTP_QUERY_PARAMS,
    /// The status code of the response.
    HTTP_RESPONSE_CODE,
    /// The whole payload of an event.
    EVENT_PAYLOAD,
    /// A header of an event.
    EVENT_HEADER
  }

  /// The member's name in JSON where that differs from its own.
  record JsonName(String name) implements Trait {}

  /// The name of the XML element, or of the parameter in the query protocol.
  record XmlName(String name) implements Trait {}

  /// The XML namespace of an element.
  record XmlNamespace(String uri, @Nullable String prefix) implements Trait {}

  /// The member travels in this header field.
  record HttpHeader(String name) implements Trait {}

  /// The map's entries travel in header fields whose names start like this.
  record HttpPrefixHeaders(String prefix) implements Trait {}

  /// The member travels in this query parameter.
  record HttpQuery(String name) implements Trait {}

  /// The content type of a blob or string.
  record MediaType(String name) implements Trait {}

  /// How many characters, bytes, elements or entries a value may have; both ends belong to it.
  record Length(long min, long max) implements Trait {
    /// Stands for "no upper end".
    public static final long UNBOUNDED = Long.MAX_VALUE;
  }

  /// What numbers are allowed; both ends belong to it, null is an open end.
  ///
  /// The ends are texts, so that a start need not make numbers of them: the first `BigDecimal` of a
  /// process costs as much as all schemas.
  record Range(@Nullable String min, @Nullable String max) implements Trait {

    /// Whether a number lies in it. What is no number or infinite does not.
    public boolean contains(Number number) {
      boolean isFloating = number instanceof Double || number instanceof Float;
      if (isFloating && !Double.isFinite(number.doubleValue())) {
        return false;
      }
      BigDecimal exact = new BigDecimal(number.toString());
      return (min == null || exact.compareTo(new BigDecimal(min)) >= 0)
          && (max == null || exact.compareTo(new BigDecimal(max)) <= 0);
    }
  }

  /// The regular expression for a text: of the whole text, or of something in it.
  record Pattern(String regex, boolean whole) implements Trait {}

  /// The values that a string may have.
  record Enumeration(List<String> values) implements Trait {
    /// An enumeration of these values.
    public static Enumeration of(String... values) {
      return new Enumeration(List.of(values));
    }
  }

  /// The values that an integer may have.
  record IntegerEnumeration(List<Integer> values) implements Trait {
    /// An enumeration of these values.
    public static IntegerEnumeration of(Integer... values) {
      return new IntegerEnumeration(List.of(values));
    }
  }

  /// The value of a member that the sender left out, in the form that [Document] holds it.
  record Default(Object value) implements Trait {}
}

package dev.junction.wire.schema;

import dev.junction.kernel.Invariant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One part of a shape: a structure's member, a list's element, a map's key or value.
///
/// Everything that a codec asks on the hot path is worked out once. Threads: immutable once its
/// schema is linked.
public final class Member {

  private final String name;
  private final Schema target;
  private final Trait[] traits;
  private final String jsonName;
  private final String xmlName;
  private final Trait.@Nullable XmlNamespace xmlNamespace;
  private final List<Trait> constraints;
  private final boolean required;
  private final boolean flattened;
  private final HttpBinding binding;
  private final String bindingName;
  private @Nullable Schema container;
  private int index = -1;
  private boolean named;

  private Member(String name, Schema target, Trait[] traits) {
    this.name = name;
    this.target = target;
    this.traits = traits;
    Trait.JsonName json = trait(Trait.JsonName.class);
    this.jsonName = json == null ? name : json.name();
    Trait.XmlName xml = Schema.find(traits, Trait.XmlName.class);
    this.xmlName = xml == null ? name : xml.name();
    this.xmlNamespace = Schema.find(traits, Trait.XmlNamespace.class);
    this.constraints = constraints(this);
    this.required = Schema.find(traits, Trait.Marker.REQUIRED);
    this.flattened = Schema.find(traits, Trait.Marker.XML_FLATTENED);
    this.binding = bindingOf(traits);
    this.bindingName = bindingNameOf(name, traits);
  }

  /// A member that becomes part of a shape with [Schema#link].
  public static Member of(String name, Schema target, Trait... traits) {
    return new Member(name, target, traits);
  }

  void join(Schema schema, int place) {
    Invariant.check(container == null, "The member %s belongs to a shape already", name);
    container = schema;
    index = place;
    named = schema.type().hasMembers();
  }

  /// The member's name in the model, as in `QueueUrl`; `member`, `key` or `value` in lists and
  /// maps.
  public String name() {
    return name;
  }

  /// The shape of the member's value.
  public Schema target() {
    return target;
  }

  /// The type of the member's value.
  public ShapeType type() {
    return target.type();
  }

  /// The shape that this member is a part of.
  public Schema container() {
    return Objects.requireNonNull(container);
  }

  /// The member's place among those of its shape.
  public int index() {
    return index;
  }

  /// Whether the value goes by the member's name: true in structures and unions, false in lists and
  /// maps.
  public boolean isNamed() {
    return named;
  }

  /// The name in JSON for protocols that honour it.
  public String jsonName() {
    return jsonName;
  }

  /// The name of the XML element, or of the query parameter.
  public String xmlName() {
    return xmlName;
  }

  /// The XML namespace of the element, or null; the one that the target has counts at the top only.
  public Trait.@Nullable XmlNamespace xmlNamespace() {
    return xmlNamespace;
  }

  public boolean isRequired() {
    return required;
  }

  /// Whether a list or map comes without a surrounding element.
  public boolean isFlattened() {
    return flattened;
  }

  /// Where the member travels in protocols that use the parts of HTTP.
  public HttpBinding binding() {
    return binding;
  }

  /// The name of the header field, header prefix, query parameter or label.
  public String bindingName() {
    return bindingName;
  }

  /// Whether the value must not be printed.
  public boolean isSensitive() {
    return has(Trait.Marker.SENSITIVE);
  }

  /// The member's own traits.
  public List<Trait> traits() {
    return List.of(traits);
  }

  /// Whether the member or its target has this trait.
  public boolean has(Trait.Marker marker) {
    return Schema.find(traits, marker) || target.has(marker);
  }

  /// The trait of this kind on the member or else on its target, or null.
  public <T extends Trait> @Nullable T trait(Class<T> kind) {
    T own = Schema.find(traits, kind);
    return own == null ? target.trait(kind) : own;
  }

  /// What the model demands of a value beyond its type and presence: lengths, ranges, patterns and
  /// enumerations.
  public List<Trait> constraints() {
    return constraints;
  }

  /// The timestamp format that the model asks for here, or the given one.
  public TimestampFormat timestampFormat(TimestampFormat otherwise) {
    TimestampFormat format = trait(TimestampFormat.class);
    return format == null ? otherwise : format;
  }

  /// The value that the member has when it is left out, or null.
  public @Nullable Object defaultValue() {
    Trait.Default trait = Schema.find(traits, Trait.Default.class);
    return trait == null ? null : trait.value();
  }

  private static List<Trait> constraints(Member member) {
    return Stream.of(
            member.trait(Trait.Length.class),
            member.trait(Trait.Range.class),
            member.trait(Trait.Pattern.class),
            member.trait(Trait.Enumeration.class))
        .filter(Objects::nonNull)
        .map(Trait.class::cast)
        .toList();
  }

  private static HttpBinding bindingOf(Trait[] traits) {
    for (Trait trait : traits) {
      HttpBinding found =
          switch (trait) {
            case Trait.HttpHeader _ -> HttpBinding.HEADER;
            case Trait.HttpPrefixHeaders _ -> HttpBinding.PREFIX_HEADERS;
            case Trait.HttpQuery _ -> HttpBinding.QUERY;
            case Trait.Marker.HTTP_LABEL -> HttpBinding.LABEL;
            case Trait.Marker.HTTP_PAYLOAD -> HttpBinding.PAYLOAD;
            case Trait.Marker.HTTP_QUERY_PARAMS -> HttpBinding.QUERY_PARAMS;
            case Trait.Marker.HTTP_RESPONSE_CODE -> HttpBinding.RESPONSE_CODE;
            default -> HttpBinding.BODY;
          };
      if (found != HttpBinding.BODY) {
        return found;
      }
    }
    return HttpBinding.BODY;
  }

  private static String bindingNameOf(String name, Trait[] traits) {
    for (Trait trait : traits) {
      if (trait instanceof Trait.HttpHeader header) {
        return header.name();
      }
      if (trait instanceof Trait.HttpPrefixHeaders headers) {
        return headers.prefix();
      }
      if (trait instanceof Trait.HttpQuery query) {
        return query.name();
      }
    }
    return name;
  }

  @Override
  public String toString() {
    return (container == null ? "?" : container.name()) + '$' + name;
  }
}

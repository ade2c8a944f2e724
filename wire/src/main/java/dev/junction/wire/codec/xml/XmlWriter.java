package dev.junction.wire.codec.xml;

import dev.junction.wire.codec.TextShapeWriter;
import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.TimestampFormat;
import dev.junction.wire.schema.Trait;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;

/// Writes values as XML elements.
///
/// Source: Smithy 2.0, "XML binding traits"; "AWS query protocol, XML shape serialization".
public final class XmlWriter implements TextShapeWriter {

  private static final String DECLARATION = "<?xml version=\"1.0\"?>\n";

  private final StringBuilder out = new StringBuilder(512);

  /// The lists and maps that are open; a flattened one gives its own name to each entry.
  private final Deque<Member> collections = new ArrayDeque<>();

  /// Set while the attributes of an element are written and everything else is passed over.
  private boolean attributesOnly;

  /// A writer at the start of a document.
  public XmlWriter() {
    out.append(DECLARATION);
  }

  /// Opens an element that no member stands for.
  public XmlWriter open(String element, String namespace) {
    out.append('<').append(element);
    if (!namespace.isEmpty()) {
      attribute("xmlns", namespace);
    }
    out.append('>');
    return this;
  }

  /// Closes an element.
  public XmlWriter close(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  /// Writes an element with text that no member stands for.
  public XmlWriter element(String element, String text) {
    open(element, "");
    XmlText.append(out, text);
    return close(element);
  }

  /// The document so far.
  public byte[] toBytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    XmlText.append(out, value);
    out.append('"');
  }

  /// The element that a value goes into: in a flattened list each value has the list's name.
  private String elementName(Member member) {
    Member collection = collections.peek();
    boolean flattenedElement =
        collection != null
            && collection.isFlattened()
            && collection.type() == ShapeType.LIST
            && !member.isNamed();
    return flattenedElement ? collection.xmlName() : member.xmlName();
  }

  private void openTag(String name, Member member) {
    out.append('<').append(name);
    Trait.XmlNamespace namespace = member.xmlNamespace();
    if (namespace != null) {
      attribute(
          namespace.prefix() == null ? "xmlns" : "xmlns:" + namespace.prefix(), namespace.uri());
    }
  }

  @Override
  public void writeText(Member member, String text) {
    boolean attribute = member.has(Trait.Marker.XML_ATTRIBUTE);
    if (attribute != attributesOnly) {
      return;
    }
    String name = elementName(member);
    if (attribute) {
      attribute(name, text);
    } else {
      openTag(name, member);
      out.append('>');
      XmlText.append(out, text);
      close(name);
    }
    endEntry(member);
  }

  /// A map's entry ends with its value.
  private void endEntry(Member member) {
    Member collection = collections.peek();
    if (collection != null && collection.type() == ShapeType.MAP && !member.isNamed()) {
      close(entryName(collection));
    }
  }

  private static String entryName(Member map) {
    return map.isFlattened() ? map.xmlName() : "entry";
  }

  @Override
  public void writeStructure(Member member, Shape value) {
    if (attributesOnly) {
      return;
    }
    String name = elementName(member);
    openTag(name, member);
    if (hasAttributes(value.schema())) {
      attributesOnly = true;
      value.writeMembers(this);
      attributesOnly = false;
    }
    out.append('>');
    collections.push(member);
    value.writeMembers(this);
    collections.pop();
    close(name);
    endEntry(member);
  }

  private static boolean hasAttributes(Schema schema) {
    for (Member member : schema.members()) {
      if (member.has(Trait.Marker.XML_ATTRIBUTE)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void beginList(Member list, int size) {
    beginCollection(list);
  }

  @Override
  public void endList(Member list) {
    endCollection(list);
  }

  @Override
  public void beginMap(Member map, int size) {
    beginCollection(map);
  }

  @Override
  public void endMap(Member map) {
    endCollection(map);
  }

  private void beginCollection(Member collection) {
    if (!attributesOnly && !collection.isFlattened()) {
      openTag(elementName(collection), collection);
      out.append('>');
    }
    collections.push(collection);
  }

  private void endCollection(Member collection) {
    collections.pop();
    if (!attributesOnly && !collection.isFlattened()) {
      close(elementName(collection));
      endEntry(collection);
    }
  }

  @Override
  public void writeKey(Member map, String key) {
    if (attributesOnly) {
      return;
    }
    String entry = entryName(map);
    if (map.isFlattened()) {
      openTag(entry, map);
      out.append('>');
    } else {
      open(entry, "");
    }
    Member keyMember = map.target().key();
    openTag(keyMember.xmlName(), keyMember);
    out.append('>');
    XmlText.append(out, key);
    close(keyMember.xmlName());
  }

  @Override
  public void writeString(Member member, String value) {
    writeText(member, value);
  }

  @Override
  public void writeBlob(Member member, byte[] value) {
    writeText(member, Base64.getEncoder().encodeToString(value));
  }

  @Override
  public void writeTimestamp(Member member, Instant value) {
    TimestampFormat format = member.timestampFormat(TimestampFormat.DATE_TIME);
    writeText(member, Timestamps.format(value, format));
  }
}

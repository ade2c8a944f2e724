package dev.junction.models.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/// Compares response bodies by what they mean in their media type.
final class ComplianceBodies {

  private static final CBORMapper CBOR = new CBORMapper();

  private ComplianceBodies() {}

  static void assertSame(byte[] actual, String expected, String mediaType) {
    switch (mediaType) {
      case "application/json" ->
          assertThat(JsonMapper.shared().readTree(actual))
              .isEqualTo(JsonMapper.shared().readTree(expected));
      case "application/xml" ->
          assertThat(canonicalXml(actual))
              .isEqualTo(canonicalXml(expected.getBytes(StandardCharsets.UTF_8)));
      case "application/cbor" ->
          assertSameCbor(
              CBOR.readTree(actual), CBOR.readTree(Base64.getDecoder().decode(expected)));
      default -> assertThat(new String(actual, StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  /// A time may be a whole number or one with a fraction; both stand for the same.
  private static void assertSameCbor(JsonNode actual, JsonNode expected) {
    boolean same =
        actual.equals(
            (a, b) ->
                a.isNumber() && b.isNumber()
                    ? Double.compare(a.doubleValue(), b.doubleValue())
                    : a.equals(b) ? 0 : 1,
            expected);
    assertThat(same).as("%s is %s", actual, expected).isTrue();
  }

  private static String canonicalXml(byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Element root =
          factory.newDocumentBuilder().parse(new ByteArrayInputStream(body)).getDocumentElement();
      return canonical(root);
    } catch (ParserConfigurationException | SAXException malformed) {
      throw new AssertionError("Not XML: " + new String(body, StandardCharsets.UTF_8), malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// The element with its attributes in order, without space between elements. The order of
  /// elements of different names does not matter, that of equal names does.
  private static String canonical(Element element) {
    StringBuilder text = new StringBuilder();
    text.append('<').append(element.getNodeName());
    NamedNodeMap attributes = element.getAttributes();
    TreeMap<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      sorted.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
    }
    if (element.getNodeName().equals("ErrorResponse")) {
      sorted.remove("xmlns");
    }
    sorted.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    text.append('>');
    TreeMap<String, List<String>> children = new TreeMap<>();
    NodeList nodes = element.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child
          && !child.getNodeName().equals("ResponseMetadata")) {
        children.computeIfAbsent(child.getNodeName(), _ -> new ArrayList<>()).add(canonical(child));
      }
    }
    if (children.isEmpty()) {
      text.append(element.getTextContent().trim());
    }
    children.values().forEach(same -> same.forEach(child -> text.append('\n').append(child)));
    return text.append("</").append(element.getNodeName()).append('>').toString();
  }
}

package dev.junction.expression.pattern;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// The tokens of a pattern, with the places that faults name.
final class PatternSource implements AutoCloseable {

  private static final int SHOWN_CHARACTERS_MAX = 500;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(500).build())
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final String text;
  private final JsonParser json;

  PatternSource(String text) {
    this.text = text;
    this.json = FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  /// The next token; a text that ends too early has none and is a fault.
  JsonToken next() {
    JsonToken token = json.nextToken();
    return token == null ? JsonToken.NOT_AVAILABLE : token;
  }

  String name() {
    String name = json.currentName();
    return name == null ? "" : name;
  }

  String string() {
    String string = json.getString();
    return string == null ? "" : string;
  }

  MalformedPattern fault(String reason) {
    return new MalformedPattern(located(reason));
  }

  /// The reason with the place that was read last.
  String located(String reason) {
    TokenStreamLocation location = json.currentLocation();
    return reason + place(text, location.getLineNr(), location.getColumnNr());
  }

  /// The line that names a place in the text. Source: the engine's JSON parser, as in the answers
  /// of SNS that LocalStack's AWS-validated snapshots of filter policies hold.
  static String place(String text, int line, int column) {
    int over = text.length() - SHOWN_CHARACTERS_MAX;
    String shown =
        over > 0
            ? text.substring(0, SHOWN_CHARACTERS_MAX) + "\"[truncated " + over + " chars]"
            : text + '"';
    return "\n at [Source: (String)\"" + shown + "; line: " + line + ", column: " + column + ']';
  }

  @Override
  public void close() {
    json.close();
  }
}

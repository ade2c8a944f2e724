package dev.junction.expression.pattern;

import java.util.regex.Matcher;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/// What is wrong with a text that is no JSON, in the words of the real services' parser.
///
/// That one is earlier than the parser here: it calls properties fields, and where a word is no
/// value it names the place behind the word. Source: what LocalStack recorded from EventBridge
/// (`test_invalid_json_event_pattern`) and SNS (`test_validate_set_sub_attributes`).
///
/// @param reason what the parser says
/// @param line the line of the fault, from 1
/// @param column the column of the fault, from 1
public record JsonFault(String reason, int line, int column) {

  private static final java.util.regex.Pattern WORD =
      java.util.regex.Pattern.compile("^Unrecognized token '([^']*)'");

  /// The fault that the parser has found.
  public static JsonFault of(JacksonException malformed) {
    String reason = malformed.getOriginalMessage().replace("property name", "field name");
    TokenStreamLocation location = malformed.getLocation();
    if (location == null) {
      return new JsonFault(reason, 1, 1);
    }
    Matcher word = WORD.matcher(reason);
    int behind = word.find() ? word.group(1).length() : 0;
    return new JsonFault(reason, location.getLineNr(), location.getColumnNr() + behind);
  }

  /// The reason and its place without the source, as SNS shows them.
  public String text() {
    return reason
        + "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled);"
        + " line: "
        + line
        + ", column: "
        + column
        + ']';
  }
}

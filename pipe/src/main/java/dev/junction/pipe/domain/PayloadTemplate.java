package dev.junction.pipe.domain;

import dev.junction.expression.path.JsonPath;
import dev.junction.expression.path.JsonText;
import dev.junction.kernel.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an enrichment or a target gets in place of an event: free text, a path, or JSON with paths.
///
/// A place for a value outside of quotation marks gets JSON, inside it gets a text without its
/// quotation marks, and an object or a list without any of them. A template that is nothing but one
/// place gives a text as it is, and JSON for everything else. Source: EventBridge User Guide,
/// "Amazon EventBridge Pipes input transformation". Ours: that a template of one place keeps the
/// quotation marks of JSON, which the guide contradicts in one sentence, and that where nothing
/// lies at a path there is an empty text. Threads: immutable.
public final class PayloadTemplate {

  private static final String RESERVED = "aws.pipes.";
  private static final Set<String> VARIABLES =
      Set.of(
          "aws.pipes.pipe-arn",
          "aws.pipes.pipe-name",
          "aws.pipes.source-arn",
          "aws.pipes.enrichment-arn",
          "aws.pipes.target-arn",
          "aws.pipes.event.ingestion-time",
          "aws.pipes.event",
          "aws.pipes.event.json");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /// A piece of the template.
  ///
  /// @param text text, or the name of a variable
  /// @param isVariable whether it is a reserved variable
  /// @param path the path that it stands for, or null
  /// @param isQuoted whether it stands in quotation marks
  private record Piece(String text, boolean isVariable, @Nullable JsonPath path, boolean isQuoted) {
    boolean isPlace() {
      return isVariable || path != null;
    }
  }

  /// What the reserved variables are worth.
  ///
  /// @param enrichmentArn empty for a pipe without an enrichment
  public record Circumstances(
      String pipeArn, String pipeName, String sourceArn, String enrichmentArn, String targetArn) {}

  private final List<Piece> pieces;
  private final boolean isJson;

  private PayloadTemplate(List<Piece> pieces, boolean isJson) {
    this.pieces = List.copyOf(pieces);
    this.isJson = isJson;
  }

  /// Reads a template.
  ///
  /// @param field what it is called where it is wrong
  public static Outcome<PayloadTemplate> read(String text, String field) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    boolean quoted = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '<' ? placeEnd(text, at + 1) : -1;
      if (end > 0) {
        String name = text.substring(at + 1, end);
        Piece place = place(name, quoted);
        if (place == null) {
          return Outcome.rejected(
              PipeErrors.invalid(field, "InputTemplate contains invalid placeholder " + name));
        }
        if (!literal.isEmpty()) {
          pieces.add(new Piece(literal.toString(), false, null, false));
          literal.setLength(0);
        }
        pieces.add(place);
        at = end + 1;
        continue;
      }
      literal.append(c);
      if (c == '\\' && at + 1 < text.length()) {
        literal.append(text.charAt(++at));
      } else if (c == '"') {
        quoted = !quoted;
      }
      at++;
    }
    if (!literal.isEmpty()) {
      pieces.add(new Piece(literal.toString(), false, null, false));
    }
    String trimmed = text.strip();
    boolean isJson = trimmed.startsWith("{") || trimmed.startsWith("[") || trimmed.startsWith("\"");
    return Outcome.accepted(new PayloadTemplate(pieces, isJson));
  }

  /// Where a place ends; other texts in angle brackets are texts.
  private static int placeEnd(String text, int from) {
    boolean isPlace = text.startsWith("$", from) || text.startsWith(RESERVED, from);
    return isPlace ? text.indexOf('>', from) : -1;
  }

  private static @Nullable Piece place(String name, boolean isQuoted) {
    if (name.startsWith(RESERVED)) {
      return VARIABLES.contains(name) ? new Piece(name, true, null, isQuoted) : null;
    }
    JsonPath path = JsonPath.parse(name).orElse(null);
    return path == null ? null : new Piece(name, false, path, isQuoted);
  }

  /// What is given for an event; null when it is longer than a payload may be.
  ///
  /// @param now when the event came here
  public @Nullable String fill(PipeEvent event, Circumstances around, Instant now) {
    boolean isAlone = pieces.size() == 1;
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      if (!piece.isPlace()) {
        filled.append(piece.text());
        continue;
      }
      JsonPath path = piece.path();
      String found = path == null ? variable(piece.text(), event, around, now) : event.find(path);
      String value = found == null ? "\"\"" : found;
      if (isAlone) {
        filled.append(Json.plain(value));
      } else if (piece.isQuoted()) {
        filled.append(unquoted(value));
      } else {
        filled.append(isJson ? value : bare(Json.plain(value)));
      }
      if (filled.length() > PipeLimits.PAYLOAD_CHARACTERS_MAX) {
        return null;
      }
    }
    return filled.toString();
  }

  private static @Nullable String variable(
      String name, PipeEvent event, Circumstances around, Instant now) {
    return switch (name.substring(RESERVED.length())) {
      case "pipe-arn" -> JsonText.quoted(around.pipeArn());
      case "pipe-name" -> JsonText.quoted(around.pipeName());
      case "source-arn" -> JsonText.quoted(around.sourceArn());
      case "enrichment-arn" -> JsonText.quoted(around.enrichmentArn());
      case "target-arn" -> JsonText.quoted(around.targetArn());
      case "event.ingestion-time" -> JsonText.quoted(TIME.format(now));
      case "event.json" -> event.decoded();
      default -> event.decoded() == null ? JsonText.quoted(event.text()) : event.text();
    };
  }

  private static String unquoted(String json) {
    if (json.startsWith("\"")) {
      return json.substring(1, json.length() - 1);
    }
    return bare(json).replace("\\", "\\\\");
  }

  /// An object or a list without quotation marks; anything else as it is.
  private static String bare(String text) {
    return text.startsWith("{") || text.startsWith("[")
        ? text.replace("\\\"", "").replace("\"", "")
        : text;
  }
}

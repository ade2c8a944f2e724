package dev.junction.topic.protection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One managed data identifier: the shape of the data, what else it must be, and the words of which
/// one must stand nearby.
///
/// Limits: shapes repeat nothing without a bound, so that each place of a text costs a bounded
/// time; words are looked for within 30 characters. Source: SNS Developer Guide, "Sensitive data
/// types"; the distance is that of Amazon Macie, which SNS does not state.
final class Detector {

  private static final int NEARBY_CHARACTERS = 30;

  private final String identifier;
  private final Pattern shape;
  private final Predicate<String> check;
  private final @Nullable Pattern keywords;

  private final @Nullable Pattern alone;

  private Detector(
      String identifier,
      Pattern shape,
      Predicate<String> check,
      @Nullable Pattern keywords,
      @Nullable Pattern alone) {
    this.identifier = identifier;
    this.shape = shape;
    this.check = check;
    this.keywords = keywords;
    this.alone = alone;
  }

  /// A detector whose shape alone says enough.
  static Detector shape(String identifier, String shape, Predicate<String> check) {
    return new Detector(identifier, Pattern.compile(shape), check, null, null);
  }

  /// A detector that also needs one of some words nearby.
  static Detector near(String identifier, String keywords, String shape, Predicate<String> check) {
    return new Detector(identifier, Pattern.compile(shape), check, words(keywords), null);
  }

  /// A detector of data that says enough in one shape, and in another only with a word nearby.
  static Detector either(String identifier, Pattern alone, Pattern nearWord, String keywords) {
    return new Detector(identifier, nearWord, _ -> true, words(keywords), alone);
  }

  String identifier() {
    return identifier;
  }

  List<Finding> find(String text) {
    List<Finding> findings = new ArrayList<>();
    if (alone != null) {
      Matcher whole = alone.matcher(text);
      while (whole.find()) {
        findings.add(new Finding(identifier, whole.start(), whole.end()));
      }
    }
    Matcher matcher = shape.matcher(text);
    while (matcher.find()) {
      if (check.test(matcher.group()) && keywordNearby(text, matcher.start(), matcher.end())) {
        findings.add(new Finding(identifier, matcher.start(), matcher.end()));
      }
    }
    return findings;
  }

  private boolean keywordNearby(String text, int start, int end) {
    return keywords == null
        || found(text, Math.max(0, start - NEARBY_CHARACTERS), start)
        || found(text, end, Math.min(text.length(), end + NEARBY_CHARACTERS));
  }

  private boolean found(String text, int from, int to) {
    return keywords != null && keywords.matcher(text).region(from, to).find();
  }

  /// Upper and lower case are one; a space may be missing, an underscore or a hyphen.
  private static Pattern words(String keywords) {
    StringBuilder any = new StringBuilder("(?<![\\p{L}\\d])(?:");
    String between = "";
    for (String keyword : keywords.split(", ")) {
      any.append(between);
      between = "|";
      String join = "";
      for (String word : keyword.split(" ")) {
        any.append(join).append(Pattern.quote(word));
        join = "[ _-]?";
      }
    }
    return Pattern.compile(
        any.append(")(?!\\p{L})").toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}

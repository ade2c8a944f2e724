package dev.junction.topic.protection;

import dev.junction.kernel.BoundedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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
final class Detector implements Identifier {

  private static final int NEARBY_CHARACTERS = 30;

  private final String name;
  private final Pattern shape;
  private final Predicate<String> check;
  private final @Nullable Pattern keywords;

  private final @Nullable Pattern alone;

  private Detector(
      String name,
      Pattern shape,
      Predicate<String> check,
      @Nullable Pattern keywords,
      @Nullable Pattern alone) {
    this.name = name;
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
    return new Detector(identifier, Pattern.compile(shape), check, anyOf(keywords), null);
  }

  /// A detector of data that says enough in one shape, and in another only with a word nearby.
  static Detector either(String identifier, Pattern alone, Pattern nearWord, String keywords) {
    return new Detector(identifier, nearWord, _ -> true, anyOf(keywords), alone);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public List<Finding> find(CharSequence text, int findingsMax) {
    try {
      return findings(text, findingsMax);
    } catch (BoundedText.Exhausted _) {
      return List.of(new Finding(name, 0, text.length()));
    }
  }

  private List<Finding> findings(CharSequence text, int findingsMax) {
    NavigableMap<Integer, Integer> found = alone == null ? new TreeMap<>() : places(alone, text);
    NavigableMap<Integer, Integer> words = keywords == null ? null : places(keywords, text);
    List<Finding> findings = new ArrayList<>();
    found.forEach((start, end) -> findings.add(new Finding(name, start, end)));
    if (words != null && words.isEmpty()) {
      return findings;
    }
    Matcher matcher = shape.matcher(text);
    while (findings.size() < findingsMax && matcher.find()) {
      Map.Entry<Integer, Integer> earlier = found.lowerEntry(matcher.end());
      if ((earlier == null || earlier.getValue() <= matcher.start())
          && nearby(words, matcher.start(), matcher.end())
          && check.test(matcher.group())) {
        findings.add(new Finding(name, matcher.start(), matcher.end()));
      }
    }
    findings.sort(Finding.BY_PLACE);
    return findings;
  }

  /// Where a pattern matches: the ends by the starts.
  private static NavigableMap<Integer, Integer> places(Pattern pattern, CharSequence text) {
    NavigableMap<Integer, Integer> places = new TreeMap<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      places.put(matcher.start(), matcher.end());
    }
    return places;
  }

  private static boolean nearby(
      @Nullable NavigableMap<Integer, Integer> words, int start, int end) {
    if (words == null) {
      return true;
    }
    Map.Entry<Integer, Integer> before = words.lowerEntry(start);
    Integer after = words.ceilingKey(end);
    return (before != null
            && before.getValue() <= start
            && start - before.getValue() < NEARBY_CHARACTERS)
        || (after != null && after - end < NEARBY_CHARACTERS);
  }

  /// Upper and lower case are one; a space may be missing, an underscore or a hyphen.
  private static Pattern anyOf(String keywords) {
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

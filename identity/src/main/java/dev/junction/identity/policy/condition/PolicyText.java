package dev.junction.identity.policy.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A text of a policy, in which wildcards and policy variables may stand.
///
/// Shape: `${key}` is replaced by the request's value of that key, `${key, 'default'}` by the
/// default when there is none, and `${*}`, `${?}` and `${$}` are those characters themselves.
/// What a variable is replaced by never acts as a wildcard. Limits: a value of more than
/// {@value #VARIABLE_CHARS_MAX} characters counts as none. Source: IAM User Guide, "IAM policy
/// elements: Variables and tags".
public final class PolicyText {

  static final int VARIABLE_CHARS_MAX = 512;

  private final String written;
  private final List<Part> parts;

  /// The pattern when no variable stands in the text.
  private final @Nullable WildcardPattern fixed;

  private PolicyText(String written, List<Part> parts, @Nullable WildcardPattern fixed) {
    this.written = written;
    this.parts = parts;
    this.fixed = fixed;
  }

  /// Reads a text.
  ///
  /// @param variables whether variables are known; without, they are characters like others
  /// @param wildcards whether `*` and `?` are more than characters
  /// @throws MalformedPolicy when a variable is not well formed, or the pattern is too complex
  public static PolicyText parse(String written, boolean variables, boolean wildcards) {
    List<Part> parts = new Reader(written, variables, wildcards).read();
    for (Part part : parts) {
      if (part instanceof Variable) {
        return new PolicyText(written, parts, null).checked();
      }
    }
    return new PolicyText(written, List.of(), patternOf(parts, ContextValues.NONE)).checked();
  }

  private PolicyText checked() {
    WildcardPattern pattern = fixed;
    if (pattern == null) {
      List<Part> known = new ArrayList<>(parts);
      known.removeIf(Variable.class::isInstance);
      pattern = patternOf(known, ContextValues.NONE);
    }
    if (pattern != null && pattern.isCostly()) {
      throw new MalformedPolicy(
          PolicyFault.LIMIT,
          "A part between two * that holds ? may have "
              + WildcardPattern.SEARCHED_CHARS_MAX
              + " characters: "
              + MalformedPolicy.quoted(written));
    }
    return this;
  }

  /// The text as it stands in the document.
  public String written() {
    return written;
  }

  /// Whether a variable stands in the text.
  public boolean hasVariables() {
    return fixed == null;
  }

  /// Compares the text with a value of the request.
  public Match matches(String value, ContextValues context, boolean ignoreCase) {
    return matches(value, 0, value.length(), context, ignoreCase);
  }

  /// Compares the text with a part of a value of the request.
  Match matches(String value, int from, int to, ContextValues context, boolean ignoreCase) {
    WildcardPattern pattern = fixed == null ? patternOf(parts, context) : fixed;
    return pattern == null
        ? Match.UNRESOLVED
        : Match.of(pattern.matches(value, from, to, ignoreCase));
  }

  private static @Nullable WildcardPattern patternOf(List<Part> parts, ContextValues context) {
    WildcardPattern.Builder pattern = new WildcardPattern.Builder();
    for (Part part : parts) {
      switch (part) {
        case Literal(String text) -> pattern.literal(text);
        case Wildcard.ANY -> pattern.any();
        case Wildcard.ONE -> pattern.one();
        case Variable variable -> {
          String value = variable.resolve(context);
          if (value == null) {
            return null;
          }
          pattern.literal(value);
        }
      }
    }
    return pattern.build();
  }

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private enum Wildcard implements Part {
    ANY,
    ONE
  }

  private record Variable(String key, @Nullable String otherwise) implements Part {

    @Nullable String resolve(ContextValues context) {
      String value = context.single(key);
      return value == null || value.length() > VARIABLE_CHARS_MAX ? otherwise : value;
    }
  }

  /// Splits a text into its parts, in one pass.
  private static final class Reader {

    private final String written;
    private final boolean variables;
    private final boolean wildcards;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    Reader(String written, boolean variables, boolean wildcards) {
      this.written = written;
      this.variables = variables;
      this.wildcards = wildcards;
    }

    List<Part> read() {
      while (at < written.length()) {
        char c = written.charAt(at);
        if (variables && c == '$' && written.startsWith("{", at + 1)) {
          at += 2;
          variable();
        } else {
          at++;
          if (wildcards && (c == '*' || c == '?')) {
            add(c == '*' ? Wildcard.ANY : Wildcard.ONE);
          } else {
            literal.append(c);
          }
        }
      }
      closeLiteral();
      return List.copyOf(parts);
    }

    private void variable() {
      if (written.startsWith("}", at + 1) && "*?$".indexOf(written.charAt(at)) >= 0) {
        literal.append(written.charAt(at));
        at += 2;
        return;
      }
      int nameAt = at;
      while (at < written.length() && written.charAt(at) != '}' && written.charAt(at) != ',') {
        at++;
      }
      String key = written.substring(nameAt, at).strip();
      String otherwise = null;
      if (written.startsWith(",", at)) {
        at++;
        otherwise = otherwise();
      }
      if (!written.startsWith("}", at) || !isKey(key)) {
        throw malformed();
      }
      at++;
      add(new Variable(key.toLowerCase(Locale.ROOT), otherwise));
    }

    private String otherwise() {
      while (written.startsWith(" ", at)) {
        at++;
      }
      int end = written.startsWith("'", at) ? written.indexOf('\'', at + 1) : -1;
      if (end < 0) {
        throw malformed();
      }
      String text = written.substring(at + 1, end);
      at = end + 1;
      return text;
    }

    private static boolean isKey(String key) {
      int colon = key.indexOf(':');
      return colon > 0
          && colon < key.length() - 1
          && key.indexOf('$') < 0
          && key.indexOf('{') < 0
          && key.indexOf('*') < 0;
    }

    private MalformedPolicy malformed() {
      return MalformedPolicy.value(
          "A policy variable is not well formed in " + MalformedPolicy.quoted(written));
    }

    private void add(Part part) {
      closeLiteral();
      parts.add(part);
    }

    private void closeLiteral() {
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
      }
    }
  }
}

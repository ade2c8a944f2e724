package dev.junction.log.filter;

import java.util.ArrayList;
import java.util.List;

/// Terms that a message contains, that it does not contain, or of which it contains one.
///
/// Terms are compared with regard to case, anywhere in the message. Optional terms stand alone: the
/// real service ignores their mark beside other terms, which nobody can have meant.
record TermPattern(List<String> wanted, List<String> unwanted, List<String> optional)
    implements FilterPattern {

  static TermPattern read(String text) {
    List<String> wanted = new ArrayList<>();
    List<String> unwanted = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    FilterScanner in = new FilterScanner(text);
    while (in.skipBlanks()) {
      List<String> place = wanted;
      if (in.take('-')) {
        place = unwanted;
      } else if (in.take('?')) {
        place = optional;
      }
      place.add(in.peek() == '"' ? in.quoted() : term(in));
    }
    if (!optional.isEmpty() && (!wanted.isEmpty() || !unwanted.isEmpty())) {
      throw new MalformedFilter("terms with ? do not go together with others.");
    }
    return new TermPattern(List.copyOf(wanted), List.copyOf(unwanted), List.copyOf(optional));
  }

  private static String term(FilterScanner in) {
    String term = in.word("");
    if (term.isEmpty()) {
      throw new MalformedFilter("a term is missing.");
    }
    if (term.startsWith("%")) {
      throw MalformedFilter.regularExpression();
    }
    return term;
  }

  @Override
  public boolean matches(String message) {
    if (!optional.isEmpty()) {
      return optional.stream().anyMatch(message::contains);
    }
    return wanted.stream().allMatch(message::contains)
        && unwanted.stream().noneMatch(message::contains);
  }
}

package dev.junction.log.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Terms that a message contains, that it does not contain, or of which it contains one.
///
/// Terms are compared with regard to case, anywhere in the message. Optional terms stand alone: the
/// real service ignores their mark beside other terms, which nobody can have meant.
record TermPattern(
    List<Predicate<String>> wanted,
    List<Predicate<String>> unwanted,
    List<Predicate<String>> optional)
    implements FilterPattern {

  static TermPattern read(String text) {
    List<Predicate<String>> wanted = new ArrayList<>();
    List<Predicate<String>> unwanted = new ArrayList<>();
    List<Predicate<String>> optional = new ArrayList<>();
    FilterScanner in = new FilterScanner(text);
    while (in.skipBlanks()) {
      List<Predicate<String>> place = wanted;
      if (in.take('-')) {
        place = unwanted;
      } else if (in.take('?')) {
        place = optional;
      }
      place.add(term(in));
    }
    if (!optional.isEmpty() && (!wanted.isEmpty() || !unwanted.isEmpty())) {
      throw new MalformedFilter("terms with ? do not go together with others.");
    }
    return new TermPattern(List.copyOf(wanted), List.copyOf(unwanted), List.copyOf(optional));
  }

  private static Predicate<String> term(FilterScanner in) {
    if (in.peek() == '%') {
      return RegularExpression.read(in)::isFoundIn;
    }
    String term = in.peek() == '"' ? in.quoted() : in.word("");
    if (term.isEmpty()) {
      throw new MalformedFilter("a term is missing.");
    }
    return message -> message.contains(term);
  }

  @Override
  public boolean matches(String message) {
    if (!optional.isEmpty()) {
      return optional.stream().anyMatch(term -> term.test(message));
    }
    return wanted.stream().allMatch(term -> term.test(message))
        && unwanted.stream().noneMatch(term -> term.test(message));
  }
}

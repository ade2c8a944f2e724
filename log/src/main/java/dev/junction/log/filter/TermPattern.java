package dev.junction.log.filter;

import java.util.ArrayList;
import java.util.List;

/// Terms that a message contains, that it does not contain, or of which it contains one.
///
/// Terms are compared with regard to case, anywhere in the message. Optional terms stand alone: the
/// real service ignores their mark beside other terms, which nobody can have meant.
record TermPattern(List<Term> wanted, List<Term> unwanted, List<Term> optional)
    implements FilterPattern {

  /// What a message may contain.
  interface Term {
    boolean isIn(String message, Effort effort);
  }

  static TermPattern read(String text) {
    List<Term> wanted = new ArrayList<>();
    List<Term> unwanted = new ArrayList<>();
    List<Term> optional = new ArrayList<>();
    FilterScanner in = new FilterScanner(text);
    while (in.skipBlanks()) {
      List<Term> place = wanted;
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

  private static Term term(FilterScanner in) {
    if (in.peek() == '%') {
      return RegularExpression.read(in)::isFoundIn;
    }
    String term = in.peek() == '"' ? in.quoted() : in.word("");
    if (term.isEmpty()) {
      throw new MalformedFilter("a term is missing.");
    }
    return (message, _) -> message.contains(term);
  }

  @Override
  public boolean fits(String message, Effort effort) {
    if (!optional.isEmpty()) {
      return optional.stream().anyMatch(term -> term.isIn(message, effort));
    }
    return wanted.stream().allMatch(term -> term.isIn(message, effort))
        && unwanted.stream().noneMatch(term -> term.isIn(message, effort));
  }
}

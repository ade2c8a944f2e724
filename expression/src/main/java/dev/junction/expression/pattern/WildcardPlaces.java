package dev.junction.expression.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// At how many places of a field's wildcards a matcher may be at once, for the worst of values.
///
/// It is the measure by which the real service calls a rule too complex. Source: the rule engine
/// (`MachineComplexityEvaluator`), which must say the same. Limits: 10,000 sets of places are
/// looked at; wildcards with more count as too complex.
final class WildcardPlaces {

  private static final int ASTERISK = Wildcard.ASTERISK;
  private static final int OTHER = -2;
  private static final int SETS_MAX = 10_000;

  private final List<BitSet> asterisks = new ArrayList<>();
  private final List<Map<Integer, BitSet>> literals = new ArrayList<>();

  private WildcardPlaces() {
    place();
  }

  /// The most places, or any number above a limit when there are more.
  ///
  /// @param groups the wildcards of each condition; those of one share what they begin with
  static int of(Collection<List<Wildcard>> groups, int limit) {
    WildcardPlaces places = new WildcardPlaces();
    groups.forEach(places::add);
    return places.most(limit);
  }

  private int place() {
    asterisks.add(new BitSet());
    literals.add(new HashMap<>());
    return literals.size() - 1;
  }

  private void add(List<Wildcard> group) {
    Map<String, Integer> shared = new HashMap<>();
    for (Wildcard wildcard : group) {
      int[] tokens = wildcard.tokens();
      StringBuilder path = new StringBuilder();
      boolean plain = true;
      int previous = 0;
      int current = 0;
      for (int i = 0; i < tokens.length; i++) {
        boolean last = i == tokens.length - 1;
        String key = last ? "" : path.append((char) tokens[i]).toString();
        Integer known = plain || last ? shared.get(key) : null;
        int next = known == null ? place() : known;
        if (plain || last) {
          shared.put(key, next);
        }
        if (known == null || last) {
          link(i > 0 && tokens[i - 1] == ASTERISK ? previous : current, current, tokens[i], next);
        }
        plain = plain && tokens[i] != ASTERISK;
        previous = current;
        current = next;
      }
    }
  }

  private void link(int earlier, int current, int token, int next) {
    if (token == ASTERISK) {
      asterisks.get(current).set(next);
      asterisks.get(next).set(next);
      return;
    }
    literals.get(current).computeIfAbsent(token, _ -> new BitSet()).set(next);
    // An asterisk may stand for nothing.
    literals.get(earlier).computeIfAbsent(token, _ -> new BitSet()).set(next);
  }

  private int most(int limit) {
    BitSet start = new BitSet();
    start.set(0);
    Deque<BitSet> pending = new ArrayDeque<>(List.of(start));
    Set<BitSet> seen = new HashSet<>();
    int most = 0;
    while (!pending.isEmpty()) {
      BitSet active = pending.pop();
      for (int token : tokens(active)) {
        BitSet next = step(active, token);
        BitSet all = (BitSet) next.clone();
        next.stream().forEach(place -> all.or(asterisks.get(place)));
        most = Math.max(most, all.cardinality());
        if (most > limit || seen.size() > SETS_MAX) {
          return Math.max(most, limit + 1);
        }
        if (!next.isEmpty() && seen.add(next)) {
          pending.push(next);
        }
      }
    }
    return most;
  }

  private Set<Integer> tokens(BitSet active) {
    Set<Integer> tokens = new TreeSet<>(Set.of(OTHER));
    active.stream().forEach(place -> tokens.addAll(literals.get(place).keySet()));
    return tokens;
  }

  private BitSet step(BitSet active, int token) {
    BitSet next = new BitSet();
    active.stream()
        .forEach(
            place -> {
              next.or(asterisks.get(place));
              BitSet literal = literals.get(place).get(token);
              if (literal != null) {
                next.or(literal);
              }
            });
    return next;
  }
}

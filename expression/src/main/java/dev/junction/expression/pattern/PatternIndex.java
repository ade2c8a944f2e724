package dev.junction.expression.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Thousands of patterns that are asked about the same events, by the id of whoever owns them.
///
/// Shape: each branch of a pattern stands in one place, under the field that is hardest to
/// satisfy: an exact string or number if it tests any, and of these the one that the fewest other
/// branches stand under; otherwise the mere presence of a field. An
/// event only wakes the branches behind values that it has; those are then matched whole. Changes
/// take effect at once. Threads: one at a time; asking writes marks too.
///
/// @param <K> the id of a pattern
public final class PatternIndex<K> {

  private static final int ANY_VALUE = Integer.MAX_VALUE - 1;
  private static final int NO_VALUE = Integer.MAX_VALUE;
  private static final int TRIES_MAX = 4;
  private static final Object NO_KEY = new Object();

  private final Map<K, List<Entry<K>>> entries = new HashMap<>();
  private final Place<K> root = new Place<>();
  private final Map<String, Integer> firstSteps = new HashMap<>();
  private long question;

  /// Adds the pattern of an id, or replaces it.
  public void put(K id, Pattern pattern) {
    remove(id);
    List<Entry<K>> made = new ArrayList<>();
    for (Branch branch : pattern.branches()) {
      Entry<K> entry = new Entry<>(id, branch);
      join(entry);
      made.add(entry);
      branch.firstSteps().forEach(step -> firstSteps.merge(step, 1, Integer::sum));
    }
    entries.put(id, made);
  }

  /// Removes the pattern of an id, if it has one.
  public void remove(K id) {
    List<Entry<K>> gone = entries.remove(id);
    if (gone == null) {
      return;
    }
    for (Entry<K> entry : gone) {
      root.leave(entry, 0);
      entry
          .branch
          .firstSteps()
          .forEach(step -> firstSteps.computeIfPresent(step, (_, n) -> n == 1 ? null : n - 1));
    }
  }

  /// Whether any pattern tests a field whose path begins with this step.
  public boolean asksFor(String firstStep) {
    return firstSteps.containsKey(firstStep);
  }

  /// How many patterns there are.
  public int size() {
    return entries.size();
  }

  /// Adds the ids whose pattern an event matches.
  public void matching(EventObject event, Set<K> into) {
    question++;
    wake(root.any, event, into);
    visit(root, event, event, into);
  }

  /// The ids whose pattern an event matches.
  public Set<K> matching(EventObject event) {
    Set<K> found = new LinkedHashSet<>();
    matching(event, found);
    return found;
  }

  /// Follows the event and the places together, so that nothing is read which no pattern tests.
  private void visit(Place<K> place, EventNode node, EventObject event, Set<K> into) {
    switch (node) {
      case EventObject object -> {
        Map<String, EventNode> fields = object.fields();
        if (fields.size() < place.next.size()) {
          fields.forEach((step, next) -> enter(place.next.get(step), next, event, into));
        } else {
          place.next.forEach((step, next) -> enter(next, fields.get(step), event, into));
        }
      }
      case EventArray(List<EventNode> elements) -> {
        for (EventNode element : elements) {
          visit(place, element, event, into);
        }
      }
      case EventUnion(List<EventNode> nodes) -> {
        for (EventNode one : nodes) {
          visit(place, one, event, into);
        }
      }
      case Scalar value -> {
        tryEach(place.any, value, event, into);
        wake(place.values.get(key(value)), event, into);
      }
    }
  }

  /// Asks each branch about this value first. An event with many values at one path is not worth
  /// it: after a few, all branches there are matched whole, once.
  private void tryEach(Bucket<K> bucket, Scalar value, EventObject event, Set<K> into) {
    if (bucket.entries.isEmpty() || bucket.asked == question) {
      return;
    }
    if (bucket.tried != question) {
      bucket.tried = question;
      bucket.tries = 0;
    }
    if (++bucket.tries > TRIES_MAX) {
      wake(bucket, event, into);
      return;
    }
    for (Entry<K> entry : bucket.entries) {
      if (entry.asked != question && entry.test != null && entry.test.matches(value)) {
        ask(entry, event, into);
      }
    }
  }

  private void enter(
      @Nullable Place<K> place, @Nullable EventNode node, EventObject event, Set<K> into) {
    if (place != null && node != null) {
      visit(place, node, event, into);
    }
  }

  private void wake(@Nullable Bucket<K> bucket, EventObject event, Set<K> into) {
    if (bucket == null || bucket.asked == question) {
      return;
    }
    bucket.asked = question;
    for (Entry<K> entry : bucket.entries) {
      ask(entry, event, into);
    }
  }

  private void ask(Entry<K> entry, EventObject event, Set<K> into) {
    if (entry.asked != question && !into.contains(entry.id)) {
      entry.asked = question;
      if (entry.branch.matches(event)) {
        into.add(entry.id);
      }
    }
  }

  private void join(Entry<K> entry) {
    int least = NO_VALUE;
    long lightest = Long.MAX_VALUE;
    for (Map.Entry<String, FieldTest> field : entry.branch.fields().entrySet()) {
      int cost = cost(field.getValue());
      String[] path = field.getKey().split("\\.", -1);
      // A value that most patterns test tells them apart no more than none would.
      long weight = cost + (cost < ANY_VALUE ? crowd(path, field.getValue()) : 0L);
      if (cost < NO_VALUE && weight < lightest) {
        least = cost;
        lightest = weight;
        entry.path = path;
        entry.test = field.getValue();
      }
    }
    Place<K> place = root;
    for (String step : entry.path) {
      place = place.next.computeIfAbsent(step, _ -> new Place<>());
    }
    if (least >= ANY_VALUE || entry.test == null) {
      place.any.entries.add(entry);
    } else {
      entry.byValue = true;
      for (Condition condition : entry.test.conditions()) {
        Bucket<K> bucket = place.values.computeIfAbsent(key(condition), _ -> new Bucket<>());
        bucket.entries.add(entry);
      }
    }
  }

  /// How many branches stand behind the values of a field.
  private long crowd(String[] path, FieldTest test) {
    @Nullable Place<K> place = root;
    for (String step : path) {
      place = place == null ? null : place.next.get(step);
    }
    long crowd = 0;
    for (Condition condition : test.conditions()) {
      Bucket<K> bucket = place == null ? null : place.values.get(key(condition));
      crowd += bucket == null ? 0 : bucket.entries.size();
    }
    return crowd;
  }

  /// How many values satisfy a field; what may also be missing is no way to find a branch.
  private static int cost(FieldTest test) {
    if (test.absentWill()) {
      return NO_VALUE;
    }
    for (Condition condition : test.conditions()) {
      if (key(condition).equals(NO_KEY)) {
        return ANY_VALUE;
      }
    }
    return test.conditions().size();
  }

  private static Object key(Condition condition) {
    return switch (condition) {
      case Condition.Text(String text) -> text;
      case Condition.Literal(String text) -> new LiteralKey(text);
      case Condition.EqualNumber(long millionths, String _) ->
          millionths == Decimals.NONE ? NO_KEY : (Object) millionths;
      case Condition.Between(long low, boolean _, long high, boolean _) ->
          low == high ? (Object) low : NO_KEY;
      case Condition.Prefix _,
          Condition.Suffix _,
          Condition.IgnoreCase _,
          Condition.Glob _,
          Condition.Address _,
          Condition.Present _,
          Condition.Absent _,
          Condition.NoneOfTexts _,
          Condition.NoneOfNumbers _,
          Condition.NoneOf _ ->
          NO_KEY;
    };
  }

  private static Object key(Scalar value) {
    return switch (value.kind()) {
      case TEXT -> value.text();
      case NUMBER -> value.millionths();
      case LITERAL -> new LiteralKey(value.text());
    };
  }

  /// `true`, `false` or `null`, which are not the strings of the same letters.
  private record LiteralKey(String text) {}

  /// One step of the paths under which branches stand. The root's `any` holds those that no value
  /// leads to.
  private static final class Place<K> {
    private final Map<String, Place<K>> next = new HashMap<>();
    private final Bucket<K> any = new Bucket<>();
    private final Map<Object, Bucket<K>> values = new HashMap<>();

    /// Takes a branch out; whether nothing is left here.
    private boolean leave(Entry<K> gone, int at) {
      if (at < gone.path.length) {
        Place<K> place = next.get(gone.path[at]);
        if (place != null && place.leave(gone, at + 1)) {
          next.remove(gone.path[at]);
        }
      } else if (!gone.byValue || gone.test == null) {
        any.entries.remove(gone);
      } else {
        for (Condition condition : gone.test.conditions()) {
          Object key = key(condition);
          Bucket<K> bucket = values.get(key);
          if (bucket != null && bucket.entries.remove(gone) && bucket.entries.isEmpty()) {
            values.remove(key);
          }
        }
      }
      return next.isEmpty() && values.isEmpty() && any.entries.isEmpty();
    }
  }

  private static final class Bucket<K> {
    private final Set<Entry<K>> entries = new LinkedHashSet<>();
    private long asked;
    private long tried;
    private int tries;
  }

  private static final class Entry<K> {
    private final K id;
    private final Branch branch;
    private String[] path = {};
    private @Nullable FieldTest test;
    private boolean byValue;
    private long asked;

    private Entry(K id, Branch branch) {
      this.id = id;
      this.branch = branch;
    }
  }
}

package dev.junction.expression.filter;

import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.EventReader;
import dev.junction.expression.pattern.PatternIndex;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The subscriptions of one topic with their filter policies: who wants a message?
///
/// A message costs about as much as it has subscribers, however many others there are, as long as
/// their policies test exact values. Changes take effect at once. Threads: one at a time.
///
/// @param <K> the id of a subscription
public final class FilterTable<K> {

  private final Set<K> unfiltered = new LinkedHashSet<>();
  private final PatternIndex<K> attributes = new PatternIndex<>();
  private final PatternIndex<K> bodies = new PatternIndex<>();

  /// Adds a subscription, or changes its policy; without a policy it wants everything.
  public void put(K id, @Nullable FilterPolicy policy) {
    remove(id);
    if (policy == null) {
      unfiltered.add(id);
    } else {
      switch (policy.scope()) {
        case MESSAGE_ATTRIBUTES -> attributes.put(id, policy.pattern());
        case MESSAGE_BODY -> bodies.put(id, policy.pattern());
      }
    }
  }

  /// Removes a subscription, if it is there.
  public void remove(K id) {
    unfiltered.remove(id);
    attributes.remove(id);
    bodies.remove(id);
  }

  /// How many subscriptions there are.
  public int size() {
    return unfiltered.size() + attributes.size() + bodies.size();
  }

  /// The subscriptions that want a message, each once. The set is the caller's.
  public Set<K> matching(FilterMessage message) {
    Set<K> found = new LinkedHashSet<>(unfiltered);
    if (attributes.size() > 0) {
      attributes.matching(message.attributeFields(), found);
    }
    if (bodies.size() > 0) {
      EventObject body = EventReader.read(message.body(), bodies::asksFor);
      if (body != null) {
        bodies.matching(body, found);
      }
    }
    return found;
  }
}

package dev.junction.expression.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What paths find in one event. Every object and list on the way of a path is read once, whatever
/// the number of paths, and what a path finds is kept for the next target that has the same.
///
/// Limits: [#limit] says how many characters may be read from then on; beyond, nothing is found.
public final class EventValues {

  private final Place whole;
  private final Map<JsonPath, Optional<String>> found = new HashMap<>();
  private long read;
  private long readMax = Long.MAX_VALUE;

  public EventValues(String json) {
    whole = new Place(json.strip());
  }

  /// A value in the event, with what lies in it as soon as that is asked for.
  private static final class Place {

    private final String json;
    private @Nullable Map<String, Place> members;
    private @Nullable List<Place> elements;

    private Place(String json) {
      this.json = json;
    }
  }

  /// The whole event.
  public String json() {
    return whole.json;
  }

  /// How many characters were read, and made of them.
  public long read() {
    return read;
  }

  /// Counts characters that were made of what was found.
  public void count(long characters) {
    read += characters;
  }

  /// Lets so many more characters be read.
  public void limit(long characters) {
    readMax = read + characters;
  }

  /// Whether the limit was reached, so that what was found is not to be relied on.
  public boolean isExhausted() {
    return read > readMax;
  }

  /// What lies at a path, as JSON; null when nothing does.
  public @Nullable String find(JsonPath path) {
    Optional<String> known = found.get(path);
    if (known == null) {
      known = Optional.ofNullable(find(whole, path.steps()));
      if (!isExhausted()) {
        found.put(path, known);
      }
    }
    return known.orElse(null);
  }

  private @Nullable String find(Place from, List<JsonPath.Step> steps) {
    Place place = from;
    for (int at = 0; at < steps.size(); at++) {
      JsonPath.Step step = steps.get(at);
      read++;
      Place next;
      if (step.name() != null) {
        next = members(place).get(step.name());
      } else if (step.element() == JsonPath.Step.ALL) {
        return all(place, steps.subList(at + 1, steps.size()));
      } else {
        List<Place> elements = elements(place);
        next = step.element() < elements.size() ? elements.get(step.element()) : null;
      }
      if (next == null || isExhausted()) {
        return null;
      }
      place = next;
    }
    return place.json;
  }

  private @Nullable String all(Place place, List<JsonPath.Step> rest) {
    StringBuilder joined = new StringBuilder();
    for (Place element : elements(place)) {
      String one = isExhausted() ? null : find(element, rest);
      if (one != null) {
        joined.append(joined.isEmpty() ? '[' : ',').append(one);
        read += one.length();
      }
    }
    return joined.isEmpty() ? null : joined.append(']').toString();
  }

  private Map<String, Place> members(Place place) {
    Map<String, Place> members = place.members;
    if (members == null) {
      Map<String, Place> fresh = new HashMap<>();
      if (place.json.startsWith("{")) {
        read += place.json.length();
        JsonPath.parts(
            place.json, (name, json) -> fresh.putIfAbsent(String.valueOf(name), new Place(json)));
      }
      members = fresh;
      place.members = members;
    }
    return members;
  }

  private List<Place> elements(Place place) {
    List<Place> elements = place.elements;
    if (elements == null) {
      List<Place> fresh = new ArrayList<>();
      if (place.json.startsWith("[")) {
        read += place.json.length();
        JsonPath.parts(place.json, (_, json) -> fresh.add(new Place(json)));
      }
      elements = fresh;
      place.elements = elements;
    }
    return elements;
  }
}

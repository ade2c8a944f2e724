package dev.junction.schema.state;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// The registries and discoverers of the accounts that one partition keeps. Threads: the
/// partition's.
public final class Shelves {

  private final Map<Place, Shelf> byPlace = new HashMap<>();

  Shelves() {}

  /// What each account of this partition has in a region.
  public Map<Place, Shelf> all() {
    return Collections.unmodifiableMap(byPlace);
  }

  /// What an account has in a region.
  public Shelf of(Place place) {
    return byPlace.computeIfAbsent(place, Shelf::new);
  }
}

package dev.junction.kernel;

import java.util.ArrayDeque;

/// Which keys were added within a window of time, and a few more: its no is certain, its yes not.
///
/// A key is 128 bits that look random, as of a digest. Shape: Bloom filters one after the other,
/// each as large as the living ones before it together or half of that, two bytes for a key.
/// Limits: 3.5 million keys; when more come within the window the oldest are forgotten and the
/// answer is yes for all until their time is over. Threads: one at a time.
public final class RecentKeys {

  private static final int FIRST_CAPACITY = 64;
  private static final int LARGEST_CAPACITY = 1 << 19;
  private static final int KEYS_MAX = 4 << 20;
  private static final int BITS_PER_KEY = 16;
  private static final int PROBES = 4;

  private final ArrayDeque<Filter> filters = new ArrayDeque<>();

  /// When the newest key was added that was forgotten.
  private long forgottenToMillis = Long.MIN_VALUE;

  /// Adds a key.
  ///
  /// @param windowStartMillis keys that were added until then need not be kept any more
  public void add(long high, long low, long millis, long windowStartMillis) {
    Filter last = filters.peekLast();
    if (last == null || last.isFull()) {
      last = next(windowStartMillis);
    }
    last.add(high, low, millis);
  }

  /// Whether a key may have been added after the begin of the window; false means that it was not.
  public boolean mayHave(long high, long low, long windowStartMillis) {
    // The window may have moved back, with the clock.
    if (windowStartMillis < forgottenToMillis) {
      return true;
    }
    for (Filter filter : filters) {
      if (filter.newestMillis > windowStartMillis && filter.mayHave(high, low)) {
        return true;
      }
    }
    return false;
  }

  /// About how many bytes this takes.
  long sizeBytes() {
    return filters.stream().mapToLong(filter -> 8L * filter.bits.length).sum();
  }

  private Filter next(long windowStartMillis) {
    for (Filter first = filters.peek();
        first != null && first.newestMillis <= windowStartMillis;
        first = filters.peek()) {
      forgetFirst();
    }
    int living = filters.stream().mapToInt(each -> each.count).sum();
    Filter filter =
        new Filter(Integer.highestOneBit(Math.clamp(living, FIRST_CAPACITY, LARGEST_CAPACITY)));
    while (living + filter.capacity > KEYS_MAX) {
      living -= filters.element().count;
      forgetFirst();
    }
    filters.add(filter);
    return filter;
  }

  private void forgetFirst() {
    forgottenToMillis = Math.max(forgottenToMillis, filters.remove().newestMillis);
  }

  private static final class Filter {
    private final long[] bits;
    private final int capacity;
    private int count;
    private long newestMillis = Long.MIN_VALUE;

    Filter(int capacity) {
      this.capacity = capacity;
      bits = new long[capacity * BITS_PER_KEY / Long.SIZE];
    }

    boolean isFull() {
      return count == capacity;
    }

    void add(long high, long low, long millis) {
      long place = high;
      for (int i = 0; i < PROBES; i++) {
        bits[word(place)] |= 1L << place;
        place += low | 1;
      }
      count++;
      newestMillis = Math.max(newestMillis, millis);
    }

    boolean mayHave(long high, long low) {
      long place = high;
      for (int i = 0; i < PROBES; i++) {
        if ((bits[word(place)] & (1L << place)) == 0) {
          return false;
        }
        place += low | 1;
      }
      return true;
    }

    private int word(long place) {
      return ((int) (place >>> 6)) & (bits.length - 1);
    }
  }
}

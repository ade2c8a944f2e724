package dev.junction.identity.signature;

import java.util.Arrays;

/// The query of a request as a signature sees it: each parameter decoded and encoded anew, sorted
/// by name and then by value. Reusable; one thread at a time.
///
/// Source: IAM User Guide, "Create a signed AWS API request", "CanonicalQueryString".
final class CanonicalQuery {

  private final GrowingBytes encoded = new GrowingBytes();

  /// Where each parameter begins in `encoded`, where its name ends and where its value ends.
  private int[] bounds = new int[3 * 16];

  private int count;

  void clear() {
    encoded.clear();
    count = 0;
  }

  /// Reads a query. False when it has more parameters than a signed request may have.
  ///
  /// @param presigned whether the signature itself is among the parameters, and is to be left out
  boolean read(String query, boolean presigned) {
    int from = 0;
    while (from < query.length()) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      if (to > from && !(presigned && isSignature(query, from))) {
        if (count == SignatureLimits.QUERY_PARAMETERS_MAX) {
          return false;
        }
        readParameter(query, from, to);
      }
      from = to + 1;
    }
    return true;
  }

  void writeSorted(GrowingBytes target) {
    if (isSorted()) {
      for (int i = 0; i < count; i++) {
        writeParameter(i, i == 0, target);
      }
      return;
    }
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, this::compare);
    for (int i = 0; i < count; i++) {
      writeParameter(order[i], i == 0, target);
    }
  }

  private void readParameter(String query, int from, int to) {
    if (bounds.length < 3 * (count + 1)) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    int equalSign = query.indexOf('=', from);
    int nameEnd = equalSign < 0 || equalSign > to ? to : equalSign;
    bounds[3 * count] = encoded.length();
    recode(query, from, nameEnd);
    bounds[3 * count + 1] = encoded.length();
    recode(query, Math.min(nameEnd + 1, to), to);
    bounds[3 * count + 2] = encoded.length();
    count++;
  }

  private void recode(String query, int from, int to) {
    int i = from;
    while (i < to) {
      int value = PercentText.decodedByte(query, i, to);
      if (value < 0) {
        int end = Math.max(i + 1, GrowingBytes.wideEnd(query, i, to));
        encoded.putEncoded(query, i, end);
        i = end;
      } else {
        encoded.putEncoded(value);
        i += PercentText.encodedLength(query.charAt(i));
      }
    }
  }

  private void writeParameter(int index, boolean first, GrowingBytes target) {
    if (!first) {
      target.put('&');
    }
    target.put(encoded.array(), bounds[3 * index], bounds[3 * index + 1]);
    target.put('=');
    target.put(encoded.array(), bounds[3 * index + 1], bounds[3 * index + 2]);
  }

  private boolean isSorted() {
    for (int i = 1; i < count; i++) {
      if (compare(i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  private int compare(int left, int right) {
    byte[] bytes = encoded.array();
    int names =
        Arrays.compareUnsigned(
            bytes,
            bounds[3 * left],
            bounds[3 * left + 1],
            bytes,
            bounds[3 * right],
            bounds[3 * right + 1]);
    return names != 0
        ? names
        : Arrays.compareUnsigned(
            bytes,
            bounds[3 * left + 1],
            bounds[3 * left + 2],
            bytes,
            bounds[3 * right + 1],
            bounds[3 * right + 2]);
  }

  private static boolean isSignature(String query, int from) {
    return query.startsWith(PresignedQuery.SIGNATURE + "=", from);
  }
}

package dev.junction.identity.signature;

import dev.junction.wire.http.Headers;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The header fields of one request, laid out for looking up each signed name. Reusable; one thread
/// at a time.
final class HeaderFields implements BiConsumer<String, String> {

  /// How the services name the host field, which HTTP/2 calls `:authority`, between quotes.
  private static final String HOST = "Host' or ':authority";

  private static final String AWS_PREFIX = "x-amz-";

  /// Fields of the AWS prefix that a signature covers without listing them: the date and the hash
  /// are part of what is signed, a token decides the key.
  private static final String[] BOUND_OTHERWISE = {
    "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"
  };

  private @Nullable String[] names = new String[32];
  private @Nullable String[] values = new String[32];
  private int count;

  void collect(Headers headers) {
    headers.forEach(this);
  }

  void clear() {
    Arrays.fill(names, 0, count, null);
    Arrays.fill(values, 0, count, null);
    count = 0;
  }

  @Override
  public void accept(String name, String value) {
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    names[count] = name;
    values[count++] = value;
  }

  /// A field that has to be signed and is not; null when there is none. Source: IAM User Guide,
  /// "Create a signed AWS API request": the host and every `x-amz-*` field.
  @Nullable String unsignedField(String signedHeaders) {
    if (!lists(signedHeaders, "host")) {
      return HOST;
    }
    for (int i = 0; i < count; i++) {
      String name = names[i];
      if (name != null
          && name.regionMatches(true, 0, AWS_PREFIX, 0, AWS_PREFIX.length())
          && !isBoundOtherwise(name)
          && !lists(signedHeaders, name)) {
        return name;
      }
    }
    return null;
  }

  /// Writes `name:values` for each signed name in the order of the list. Answers the first name
  /// that the request does not have, null when it has them all.
  @Nullable String writeCanonical(String signedHeaders, GrowingBytes target) {
    int from = 0;
    while (from <= signedHeaders.length()) {
      int semicolon = signedHeaders.indexOf(';', from);
      int to = semicolon < 0 ? signedHeaders.length() : semicolon;
      target.put(signedHeaders, from, to);
      target.put(':');
      if (!writeValues(signedHeaders, from, to, target)) {
        return signedHeaders.substring(from, to);
      }
      target.put('\n');
      from = to + 1;
    }
    return null;
  }

  private boolean writeValues(String signedHeaders, int from, int to, GrowingBytes target) {
    boolean found = false;
    for (int i = 0; i < count; i++) {
      String name = names[i];
      String value = values[i];
      if (name == null
          || value == null
          || name.length() != to - from
          || !name.regionMatches(true, 0, signedHeaders, from, name.length())) {
        continue;
      }
      if (found) {
        target.put(',');
      }
      found = true;
      writeTrimmed(value, target);
    }
    return found;
  }

  /// Without white space at the ends, and each run of it inside as one space.
  private static void writeTrimmed(String value, GrowingBytes target) {
    int end = value.length();
    int i = 0;
    boolean first = true;
    while (i < end) {
      int from = i;
      while (i < end && !isSpace(value.charAt(i))) {
        i++;
      }
      if (i > from) {
        if (!first) {
          target.put(' ');
        }
        first = false;
        target.put(value, from, i);
      }
      while (i < end && isSpace(value.charAt(i))) {
        i++;
      }
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isBoundOtherwise(String name) {
    for (String bound : BOUND_OTHERWISE) {
      if (bound.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean lists(String signedHeaders, String name) {
    int from = 0;
    while (from <= signedHeaders.length()) {
      int semicolon = signedHeaders.indexOf(';', from);
      int to = semicolon < 0 ? signedHeaders.length() : semicolon;
      if (to - from == name.length()
          && signedHeaders.regionMatches(true, from, name, 0, name.length())) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }
}

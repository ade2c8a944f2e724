package dev.junction.wire.server;

import org.jspecify.annotations.Nullable;

/// What a request asks for, byte for byte as it was sent.
///
/// @param path the path, still percent-encoded
/// @param query the query without its question mark; null without one
/// @param authority the host that an absolute request target names; null for the usual form
record RequestTarget(String path, @Nullable String query, @Nullable String authority) {

  /// Takes a request target apart; null when it has none of the forms that a server accepts (a
  /// path, an absolute `http` address, or the asterisk of `OPTIONS`).
  static @Nullable RequestTarget parse(String target) {
    if (target.startsWith("/")) {
      return split(target, null);
    }
    if (target.equals("*")) {
      return new RequestTarget(target, null, null);
    }
    int start = schemeLength(target);
    if (start < 0) {
      return null;
    }
    int end = start;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    if (end == start) {
      return null;
    }
    String rest = target.substring(end);
    return split(rest.startsWith("/") ? rest : "/" + rest, target.substring(start, end));
  }

  private static int schemeLength(String target) {
    for (String scheme : new String[] {"http://", "https://"}) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }

  private static RequestTarget split(String target, @Nullable String authority) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new RequestTarget(target, null, authority)
        : new RequestTarget(target.substring(0, mark), target.substring(mark + 1), authority);
  }
}

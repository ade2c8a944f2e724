package dev.junction.identity.signature;

/// The path of a request as a signature sees it: dots and repeated slashes resolved, then encoded
/// once more on top of the client's own encoding.
///
/// Source: IAM User Guide, "Create a signed AWS API request", "CanonicalUri" (every service but
/// S3). A slash stays at the end only when the client's path ends with one.
final class CanonicalPath {

  private CanonicalPath() {}

  static void write(String path, GrowingBytes target) {
    int start = target.length();
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      int length = to - from;
      if (length == 2 && path.startsWith("..", from)) {
        dropLastSegment(target, start);
      } else if (length > 1 || (length == 1 && path.charAt(from) != '.')) {
        target.put('/');
        target.putEncoded(path, from, to);
      }
      from = to + 1;
    }
    if (target.length() == start || path.endsWith("/")) {
      target.put('/');
    }
  }

  private static void dropLastSegment(GrowingBytes target, int start) {
    int end = target.length();
    while (end > start && target.at(end - 1) != '/') {
      end--;
    }
    target.cut(Math.max(start, end - 1));
  }
}

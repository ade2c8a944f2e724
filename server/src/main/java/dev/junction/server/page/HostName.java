package dev.junction.server.page;

/// The name in a `Host` header, and whether a foreign site could have brought a browser to use it.
///
/// A site can point a name of its own at this machine (DNS rebinding), but neither `localhost` nor
/// an address.
final class HostName {

  private HostName() {}

  /// The name or address without the port, in lower case.
  static String of(String host) {
    String name = host.toLowerCase(java.util.Locale.ROOT);
    if (name.startsWith("[")) {
      int end = name.indexOf(']');
      return end < 0 ? name : name.substring(0, end + 1);
    }
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /// Whether the name belongs to this machine by definition (RFC 6761, section 6.3) or is an
  /// address.
  static boolean isLoopbackOrAddress(String name) {
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || isFourNumbers(name)
        || (name.startsWith("[") && name.endsWith("]") && isColonsAndDigits(name));
  }

  private static boolean isFourNumbers(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      boolean digits = part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (part.isEmpty() || part.length() > 3 || !digits || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isColonsAndDigits(String bracketed) {
    String inner = bracketed.substring(1, bracketed.length() - 1);
    return inner.indexOf(':') >= 0
        && inner
            .chars()
            .allMatch(
                c -> c == ':' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}

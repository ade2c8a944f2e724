package dev.junction.delivery.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address that requests can go to, as people write them: more than RFC 3986 lets through, since
/// names of hosts in container networks have underscores, and paths and queries have characters
/// that ought to be escaped.
///
/// Limits: hosts of letters, digits, `-`, `.`, `_`, or in brackets; ports from 1 to 65,535.
///
/// @param scheme `http` or `https`
/// @param host a name or a number, that of IPv6 in brackets
/// @param target the path and query of the request, with everything escaped that must be
/// @param login the user name and password before the host, as written; null without
public record OutboundAddress(
    String scheme, String host, int port, String target, @Nullable String login) {

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(https?)://(?:([^@/?#\\\\]*)@)?([\\w.-]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?"
              + "([/?#][^\\x00-\\x20\\x7f]*)?",
          Pattern.CASE_INSENSITIVE);

  private static final int PORT_MAX = 65_535;

  /// Reads an address; empty when nothing can be sent to it.
  public static Optional<OutboundAddress> parse(String url) {
    Matcher parts = WRITTEN.matcher(url);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String port = parts.group(4);
    int number = port != null ? Integer.parseInt(port) : scheme.equals("https") ? 443 : 80;
    return number < 1 || number > PORT_MAX
        ? Optional.empty()
        : Optional.of(
            new OutboundAddress(
                scheme, parts.group(3), number, target(parts.group(5)), parts.group(2)));
  }

  /// Whether the connection is encrypted.
  public boolean isSecure() {
    return scheme.equals("https");
  }

  /// An address without its user name and password, for what others read; as it is when it has
  /// none.
  public static String withoutLogin(String url) {
    if (url.indexOf('@') < 0) {
      return url;
    }
    Matcher parts = WRITTEN.matcher(url);
    return parts.matches() && parts.group(2) != null
        ? url.substring(0, parts.start(2)) + url.substring(parts.end(2) + 1)
        : url;
  }

  private static String target(@Nullable String rest) {
    if (rest == null) {
      return "/";
    }
    int end = rest.indexOf('#');
    String written = end < 0 ? rest : rest.substring(0, end);
    String rooted = written.startsWith("/") ? written : '/' + written;
    StringBuilder escaped = new StringBuilder(rooted.length());
    for (byte each : rooted.getBytes(StandardCharsets.UTF_8)) {
      if (each > ' ' && "\"<>\\^`{|}".indexOf(each) < 0) {
        escaped.append((char) each);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", each));
      }
    }
    return escaped.toString();
  }
}

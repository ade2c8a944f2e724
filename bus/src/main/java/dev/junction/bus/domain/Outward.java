package dev.junction.bus.domain;

import dev.junction.delivery.outbound.OutboundAddress;
import java.util.Locale;
import java.util.Set;

/// What may be said in requests to addresses outside, and which addresses these may be.
public final class Outward {

  /// Headers that are ours or the client's that sends the request. Source: EventBridge User Guide,
  /// "API destinations as targets", the headers that cannot be changed; the framing of RFC 9112.
  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "content-length",
          "connection",
          "transfer-encoding",
          "expect",
          "te",
          "trailer",
          "upgrade",
          "max-forwards",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto");

  /// What a header's name may have beside letters and digits. Source: RFC 9110, 5.6.2.
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Outward() {}

  /// Whether a request may have a header of this name from somebody else than us.
  public static boolean mayNameHeader(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(Outward::isOfToken)
        && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isOfToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  /// Whether a header's value may be this: no line ends and no other control characters, and only
  /// characters that fit into one byte, as headers have no others.
  public static boolean mayBeInHeader(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != '\u007f' && c <= '\u00ff'));
  }

  /// Whether requests can go to an address: its scheme is HTTP's, it has a host and no user.
  public static boolean isAddress(String url) {
    return OutboundAddress.parse(url).filter(found -> found.login() == null).isPresent();
  }
}

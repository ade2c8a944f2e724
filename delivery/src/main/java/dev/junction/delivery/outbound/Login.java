package dev.junction.delivery.outbound;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The user name and password of an address, and how they answer what a server asks for: Digest
/// where it is offered with MD5 or SHA-256, otherwise Basic.
///
/// Source: RFC 7616 (Digest, with `auth` or the older form without protection), RFC 7617 (Basic in
/// UTF-8). A challenge is looked for at the beginning of each header, not behind another one.
final class Login {

  private static final Pattern PARAMETER =
      Pattern.compile("(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String name;
  private final String password;

  /// @param written what stands before the `@` of an address
  Login(String written) {
    int colon = written.indexOf(':');
    name = decoded(colon < 0 ? written : written.substring(0, colon));
    password = decoded(colon < 0 ? "" : written.substring(colon + 1));
  }

  private static String decoded(String written) {
    try {
      // A plus is a plus here.
      return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return written;
    }
  }

  /// The `Authorization` that answers the best of the challenges; empty when none is known.
  Optional<String> answer(List<String> challenges, String method, String target) {
    return challenges.stream()
        .flatMap(challenge -> digest(challenge, method, target).stream())
        .findFirst()
        .or(() -> basic(challenges));
  }

  private Optional<String> basic(List<String> challenges) {
    boolean isOffered = challenges.stream().anyMatch(challenge -> isScheme(challenge, "basic"));
    byte[] pair = (name + ':' + password).getBytes(StandardCharsets.UTF_8);
    return isOffered
        ? Optional.of("Basic " + Base64.getEncoder().encodeToString(pair))
        : Optional.empty();
  }

  private Optional<String> digest(String challenge, String method, String target) {
    if (!isScheme(challenge, "digest")) {
      return Optional.empty();
    }
    Map<String, String> asked = parameters(challenge.substring("digest".length()));
    String algorithm = asked.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    String nonce = asked.get("nonce");
    boolean isKnown = algorithm.equals("MD5") || algorithm.equals("SHA-256");
    String offered = asked.get("qop");
    boolean isProtected = offered != null;
    if (!isKnown || nonce == null || (offered != null && !offersAuth(offered))) {
      return Optional.empty();
    }
    String realm = asked.getOrDefault("realm", "");
    String ours = HexFormat.of().toHexDigits(RANDOM.nextLong());
    String who = hash(algorithm, name + ':' + realm + ':' + password);
    String what = hash(algorithm, method + ':' + target);
    String between = isProtected ? nonce + ":00000001:" + ours + ":auth" : nonce;
    StringBuilder out = new StringBuilder(300).append("Digest ");
    quoted(out, "username", name).append(", ");
    quoted(out, "realm", realm).append(", ");
    quoted(out, "nonce", nonce).append(", ");
    quoted(out, "uri", target).append(", algorithm=").append(algorithm).append(", ");
    quoted(out, "response", hash(algorithm, who + ':' + between + ':' + what));
    if (isProtected) {
      quoted(out.append(", qop=auth, nc=00000001, "), "cnonce", ours);
    }
    String opaque = asked.get("opaque");
    if (opaque != null) {
      quoted(out.append(", "), "opaque", opaque);
    }
    return Optional.of(out.toString());
  }

  private static boolean isScheme(String challenge, String scheme) {
    return challenge.regionMatches(true, 0, scheme, 0, scheme.length())
        && (challenge.length() == scheme.length() || challenge.charAt(scheme.length()) == ' ');
  }

  private static boolean offersAuth(String offered) {
    return List.of(offered.toLowerCase(Locale.ROOT).split("[,\\s]+")).contains("auth");
  }

  private static Map<String, String> parameters(String written) {
    Map<String, String> found = new HashMap<>();
    Matcher each = PARAMETER.matcher(written);
    while (each.find()) {
      String value =
          each.group(2) == null ? each.group(3) : each.group(2).replaceAll("\\\\(.)", "$1");
      found.putIfAbsent(each.group(1).toLowerCase(Locale.ROOT), value);
    }
    return found;
  }

  private static StringBuilder quoted(StringBuilder out, String name, String value) {
    return out.append(name)
        .append("=\"")
        .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
        .append('"');
  }

  private static String hash(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}

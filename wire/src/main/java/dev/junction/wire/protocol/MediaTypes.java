package dev.junction.wire.protocol;

import java.util.Locale;

/// Compares media types without their parameters.
final class MediaTypes {

  private MediaTypes() {}

  private static String plain(String type) {
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
  }

  /// Whether content of the stated type is content of the wanted one. What the older AWS clients
  /// call their JSON is JSON.
  static boolean fits(String stated, String wanted) {
    String type = plain(stated);
    boolean json = wanted.equals("application/json") && type.startsWith("application/x-amz-json-");
    return json || type.equals(plain(wanted));
  }

  /// Whether an `Accept` header takes content of a type.
  static boolean accepts(String accept, String answered) {
    String answer = plain(answered);
    for (String range : accept.split(",")) {
      String type = plain(range);
      if (type.equals("*/*") || type.isEmpty() || fits(type, answer)) {
        return true;
      }
      if (type.endsWith("/*") && answer.startsWith(type.substring(0, type.length() - 1))) {
        return true;
      }
    }
    return false;
  }
}

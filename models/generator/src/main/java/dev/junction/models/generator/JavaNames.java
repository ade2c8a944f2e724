package dev.junction.models.generator;

import java.util.Locale;
import java.util.Set;

/// How names of a model become names in Java.
final class JavaNames {

  private static final Set<String> RESERVED =
      Set.of("default", "package", "private", "public", "class", "new", "for", "if", "return");

  private JavaNames() {}

  /// `QueueUrl` becomes `queueUrl`, `AWSAccountIds` becomes `awsAccountIds`, `MD5OfBody`
  /// `md5OfBody`.
  static String field(String name) {
    int run = 0;
    while (run < name.length() && Character.isUpperCase(name.charAt(run))) {
      run++;
    }
    if (run > 1 && run < name.length() && Character.isLowerCase(name.charAt(run))) {
      run--;
    }
    String lower = name.substring(0, run).toLowerCase(Locale.ROOT) + name.substring(run);
    return RESERVED.contains(lower) ? lower + "Value" : lower;
  }

  /// The name of a type, with a capital first letter.
  static String type(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}

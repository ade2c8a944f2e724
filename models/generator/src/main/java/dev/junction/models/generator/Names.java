package dev.junction.models.generator;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/// How names of a model become names of Java.
final class Names {

  /// What a record component must not be called: it would collide with a method of the record.
  private static final Set<String> TAKEN_MEMBERS =
      Set.of(
          "builder",
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "out",
          "read",
          "schema",
          "toBuilder",
          "toString",
          "wait");

  /// Types that generated code imports or uses without a package.
  private static final Set<String> TAKEN_TYPES =
      Set.of(
          "BigDecimal",
          "BigInteger",
          "Boolean",
          "Builder",
          "Byte",
          "Call",
          "Collections",
          "CommonErrors",
          "CompletionStage",
          "Double",
          "ErrorSchema",
          "Float",
          "Instant",
          "Integer",
          "List",
          "Long",
          "Map",
          "Member",
          "Nullable",
          "Object",
          "Objects",
          "Operation",
          "OperationSchema",
          "OperationTable",
          "Outcome",
          "Override",
          "Schema",
          "ServiceError",
          "ServiceSchema",
          "Shape",
          "ShapeReader",
          "ShapeType",
          "ShapeWriter",
          "Short",
          "String",
          "TimestampFormat",
          "Trait",
          "UriPattern");

  private Names() {}

  /// The name of the class of a structure or enum.
  static String type(Schema schema) {
    String name = schema.name().replaceAll("^_+", "");
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return TAKEN_TYPES.contains(capital) ? capital + "Shape" : capital;
  }

  /// The name of a record component.
  static String component(Member member) {
    String name = lowerCamel(member.name());
    return SourceVersion.isKeyword(name) || TAKEN_MEMBERS.contains(name) ? name + "Value" : name;
  }

  /// The name of a method that stands for an operation or an error.
  static String method(String name) {
    String method = lowerCamel(name);
    return SourceVersion.isKeyword(method) ? method + "Operation" : method;
  }

  /// `QueueUrl` becomes `queueUrl`, `KMSKeyId` becomes `kmsKeyId`, `MD5OfBody` becomes `md5OfBody`.
  static String lowerCamel(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9]", "");
    int capitals = 0;
    while (capitals < plain.length() && Character.isUpperCase(plain.charAt(capitals))) {
      capitals++;
    }
    boolean wordFollows =
        capitals < plain.length() && Character.isLowerCase(plain.charAt(capitals));
    int lowered = capitals > 1 && wordFollows ? capitals - 1 : capitals;
    return plain.substring(0, lowered).toLowerCase(Locale.ROOT) + plain.substring(lowered);
  }

  /// `QueueUrl` becomes `QUEUE_URL`, `MD5OfBody` becomes `MD5_OF_BODY`, `2.0` becomes `V2_0`.
  static String constant(String name) {
    StringBuilder constant = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetterOrDigit(c)) {
        c = '_';
      } else if (startsWord(name, i)) {
        constant.append('_');
      }
      boolean doubled = c == '_' && endsWith(constant, '_');
      if (!doubled) {
        constant.append(Character.toUpperCase(c));
      }
    }
    String text = constant.toString().replaceAll("^_+|_+$", "");
    if (text.isEmpty()) {
      return "EMPTY";
    }
    return Character.isDigit(text.charAt(0)) ? "V" + text : text;
  }

  private static boolean startsWord(String name, int i) {
    if (i == 0 || !Character.isUpperCase(name.charAt(i)) || !isLetterOrDigit(name.charAt(i - 1))) {
      return false;
    }
    boolean afterCapital = Character.isUpperCase(name.charAt(i - 1));
    boolean beforeSmall = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
    return !afterCapital || beforeSmall;
  }

  private static boolean endsWith(StringBuilder text, char c) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == c;
  }

  private static boolean isLetterOrDigit(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }
}

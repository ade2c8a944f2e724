package dev.junction.topic.protection;

import dev.junction.topic.protection.ProtectionStatement.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads policy documents and checks them.
///
/// Limits: 30,720 characters. Source: SNS API reference, PutDataProtectionPolicy; SNS Developer
/// Guide, "JSON properties for the data protection policy". The sentences are ours: the real ones
/// are not documented.
final class ProtectionReader {

  private static final int CHARACTERS_MAX = 30_720;
  private static final String VERSION = "2021-06-01";
  private static final String IDENTIFIER_ARN = "arn:aws:dataprotection::aws:data-identifier/";

  private ProtectionReader() {}

  /// @param isStored whether an earlier release may have taken it, which looked at no
  ///     configuration, so that statements need none
  static ProtectionReading read(String text, boolean isStored) {
    if (text.length() > CHARACTERS_MAX) {
      return new ProtectionReading.Refused("the policy is longer than 30720 characters");
    }
    try {
      if (JsonTree.read(text) instanceof Map<?, ?> document) {
        return new ProtectionReading.Accepted(policy(document, isStored));
      }
      return new ProtectionReading.Refused("the policy is not a JSON object");
    } catch (JacksonException malformed) {
      return new ProtectionReading.Refused("the policy is not valid JSON");
    } catch (Unreadable unreadable) {
      return new ProtectionReading.Refused(unreadable.reason);
    }
  }

  private static ProtectionPolicy policy(Map<?, ?> document, boolean isStored) {
    if (!(document.get("Name") instanceof String name) || name.isEmpty()) {
      throw new Unreadable("Name is missing");
    }
    if (!VERSION.equals(document.get("Version"))) {
      throw new Unreadable("Version must be " + VERSION);
    }
    if (!(document.get("Statement") instanceof List<?> list) || list.isEmpty()) {
      throw new Unreadable("Statement must be a list with at least one statement");
    }
    Map<String, CustomIdentifier> own = own(document.get("Configuration"), isStored);
    List<ProtectionStatement> statements = new ArrayList<>();
    int audits = 0;
    for (Object element : list) {
      if (!(element instanceof Map<?, ?> object)) {
        throw new Unreadable("a statement must be an object");
      }
      ProtectionStatement statement = statement(object, own);
      audits += statement.action() instanceof Action.Audit ? 1 : 0;
      statements.add(statement);
    }
    if (audits > 1) {
      throw new Unreadable("only one audit statement is allowed");
    }
    return new ProtectionPolicy(name, statements);
  }

  private static Map<String, CustomIdentifier> own(
      @Nullable Object configuration, boolean isStored) {
    try {
      return own(configuration);
    } catch (Unreadable unreadable) {
      if (isStored) {
        return Map.of();
      }
      throw unreadable;
    }
  }

  /// The data identifiers that the policy defines itself, by their names.
  private static Map<String, CustomIdentifier> own(@Nullable Object configuration) {
    Map<String, CustomIdentifier> own = new TreeMap<>();
    if (configuration == null) {
      return own;
    }
    if (!(configuration instanceof Map<?, ?> settings)
        || !(settings.get("CustomDataIdentifier") instanceof List<?> list)) {
      throw new Unreadable("Configuration must hold a list CustomDataIdentifier");
    }
    for (Object element : list) {
      if (!(element instanceof Map<?, ?> object)
          || !(object.get("Name") instanceof String name)
          || !(object.get("Regex") instanceof String regex)) {
        throw new Unreadable("a custom data identifier must have Name and Regex");
      }
      CustomIdentifier identifier = CustomIdentifier.of(name, regex);
      if (identifier == null) {
        throw new Unreadable(
            "Regex of "
                + name
                + " must be a regular expression of 1 to 200 of the characters that are allowed,"
                + " which repeats nothing more than 1000 times");
      }
      boolean isFree = !Detectors.names().contains(name) && own.put(name, identifier) == null;
      if (!CustomIdentifier.isName(name) || !isFree) {
        throw new Unreadable("Name of a custom data identifier is not valid or taken: " + name);
      }
    }
    if (own.size() > CustomIdentifier.COUNT_MAX) {
      throw new Unreadable(
          "a policy has " + CustomIdentifier.COUNT_MAX + " custom data identifiers at most");
    }
    return own;
  }

  private static ProtectionStatement statement(
      Map<?, ?> object, Map<String, CustomIdentifier> known) {
    DataDirection direction = direction(object.get("DataDirection"));
    Set<Identifier> identifiers = new LinkedHashSet<>();
    for (String arn : strings("DataIdentifier", object.get("DataIdentifier"))) {
      Identifier custom = known.get(arn);
      String name = arn.startsWith(IDENTIFIER_ARN) ? arn.substring(IDENTIFIER_ARN.length()) : "";
      Identifier identifier = custom == null ? Detectors.find(name) : custom;
      if (identifier == null) {
        throw new Unreadable("data identifier " + arn + " is not supported");
      }
      identifiers.add(identifier);
    }
    Action action = action(object.get("Operation"));
    boolean inboundOnly = !(action instanceof Action.Deny);
    if (inboundOnly && direction == DataDirection.OUTBOUND) {
      throw new Unreadable("only Deny is allowed for Outbound data");
    }
    return new ProtectionStatement(
        direction, strings("Principal", object.get("Principal")), identifiers, action);
  }

  private static DataDirection direction(@Nullable Object value) {
    for (DataDirection direction : DataDirection.values()) {
      if (direction.apiName().equals(value)) {
        return direction;
      }
    }
    throw new Unreadable("Statement DataDirection must be either Inbound or Outbound");
  }

  private static Set<String> strings(String name, @Nullable Object value) {
    Set<String> strings = new LinkedHashSet<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof String string)) {
          throw new Unreadable(name + " must be a list of strings");
        }
        strings.add(string);
      }
    }
    if (strings.isEmpty()) {
      throw new Unreadable(name + " must be a list of strings");
    }
    return strings;
  }

  private static Action action(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> operation) || operation.size() != 1) {
      throw new Unreadable("Operation must be one of Audit, Deidentify and Deny");
    }
    Object name = operation.keySet().iterator().next();
    Object body = operation.get(name);
    if (!(body instanceof Map<?, ?> settings)) {
      throw new Unreadable("Operation must hold an object");
    }
    if ("Audit".equals(name)) {
      return audit(settings);
    }
    if ("Deidentify".equals(name)) {
      return deidentify(settings);
    }
    if ("Deny".equals(name) && settings.isEmpty()) {
      return new Action.Deny();
    }
    throw new Unreadable("Operation must be one of Audit, Deidentify and Deny");
  }

  private static Action audit(Map<?, ?> settings) {
    if (!(settings.get("FindingsDestination") instanceof Map<?, ?>)
        && !(settings.get("NoFindingsDestination") instanceof Map<?, ?>)) {
      throw new Unreadable("Audit needs FindingsDestination or NoFindingsDestination");
    }
    String rate = String.valueOf(settings.get("SampleRate"));
    if (!rate.matches("[0-9]{1,2}")) {
      throw new Unreadable("SampleRate must be an integer from 0 to 99");
    }
    return new Action.Audit(
        Integer.parseInt(rate),
        group(settings.get("FindingsDestination")),
        group(settings.get("NoFindingsDestination")));
  }

  /// The log group among the destinations, or null; empty when it has no name.
  private static @Nullable String group(@Nullable Object destinations) {
    if (!(destinations instanceof Map<?, ?> named)
        || !(named.get("CloudWatchLogs") instanceof Map<?, ?> logs)) {
      return null;
    }
    return logs.get("LogGroup") instanceof String group ? group : "";
  }

  private static Action deidentify(Map<?, ?> settings) {
    if (settings.size() == 1 && settings.get("RedactConfig") instanceof Map<?, ?>) {
      return new Action.Redact();
    }
    if (settings.size() == 1
        && settings.get("MaskConfig") instanceof Map<?, ?> mask
        && mask.get("MaskWithCharacter") instanceof String with
        && with.length() == 1
        && with.charAt(0) > ' '
        && with.charAt(0) < 127) {
      return new Action.Mask(with.charAt(0));
    }
    throw new Unreadable("Deidentify needs MaskConfig with MaskWithCharacter, or RedactConfig");
  }

  /// Carries a reason to the door of the reader, which catches it.
  private static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Unreadable(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}

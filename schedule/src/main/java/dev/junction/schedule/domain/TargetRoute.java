package dev.junction.schedule.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a target is reached.
public sealed interface TargetRoute {

  /// A queue, which gets the input as a message.
  ///
  /// @param arn the queue
  record Queue(String arn) implements TargetRoute {}

  /// An operation of a service.
  ///
  /// @param service the service as it is called here, as in `events`
  /// @param operation the operation, as in `PutEvents`
  /// @param template how its input is made
  record Operation(String service, String operation, Template template) implements TargetRoute {}

  /// How the input of an operation is made of the schedule's input.
  enum Template {
    /// It is the input itself.
    UNIVERSAL,
    /// The input is published to a topic.
    TOPIC,
    /// The input is the detail of an event for a bus.
    EVENT_BUS
  }

  /// What the resource of a universal target begins with.
  String SDK = "aws-sdk:";

  /// The services whose resources are targets.
  Set<String> SERVICES = Set.of("sqs", "sns", "events");

  /// Names of services in universal targets that differ from ours. Sources: EventBridge Scheduler
  /// User Guide, "Using universal targets": the identifiers of the SDKs; AWS SDK for Java v2, the
  /// names of its service packages.
  Map<String, String> SERVICE_NAMES =
      Map.of("eventbridge", "events", "sfn", "stepfunctions", "cloudwatchlogs", "logs");

  /// What the names of operations that only read begin with. Source: EventBridge Scheduler User
  /// Guide, "Using universal targets", list of operations that are not supported.
  List<String> READING =
      List.of(
          "get",
          "describe",
          "list",
          "poll",
          "receive",
          "search",
          "scan",
          "query",
          "select",
          "read",
          "lookup",
          "discover",
          "validate",
          "batchGet",
          "batchDescribe",
          "batchRead",
          "transactGet",
          "adminGet",
          "adminList",
          "testMigration",
          "retrieve",
          "testConnection",
          "translateDocument",
          "isAuthorized",
          "invokeModel");

  /// The service that a target names, a universal one as SDKs call it; empty for what is no ARN.
  static String serviceOf(String target) {
    Arn arn = Arn.parse(target).orElse(null);
    if (arn == null) {
      return "";
    }
    if (!isUniversal(arn)) {
      return arn.service();
    }
    String named = arn.resource().substring(SDK.length());
    int colon = named.indexOf(':');
    return colon < 0 ? named : named.substring(0, colon);
  }

  private static boolean isUniversal(Arn arn) {
    return arn.service().equals("scheduler") && arn.resource().startsWith(SDK);
  }

  /// Whether universal targets may name a service so. Targets of schedules that were made when our
  /// own names were taken go on.
  static boolean isSdkName(String service) {
    return !SERVICE_NAMES.containsValue(service);
  }

  /// The route to a target; empty for kinds of targets that are not known.
  static Optional<TargetRoute> of(String target) {
    return Arn.parse(target).flatMap(TargetRoute::of);
  }

  private static Optional<TargetRoute> of(Arn arn) {
    if (isUniversal(arn)) {
      return universal(arn.resource().substring(SDK.length()));
    }
    if (!AccountId.isValid(arn.account()) || !Region.isValid(arn.region())) {
      return Optional.empty();
    }
    return switch (arn.service()) {
      case "sqs" -> Optional.of(new Queue(arn.toString()));
      case "sns" -> Optional.of(new Operation("sns", "Publish", Template.TOPIC));
      case "events" ->
          arn.resource().startsWith("event-bus/")
              ? Optional.of(new Operation("events", "PutEvents", Template.EVENT_BUS))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<TargetRoute> universal(String resource) {
    int colon = resource.indexOf(':');
    if (colon < 1 || colon == resource.length() - 1) {
      return Optional.empty();
    }
    String service = resource.substring(0, colon);
    String action = resource.substring(colon + 1);
    String operation = action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
    return Optional.of(
        new Operation(SERVICE_NAMES.getOrDefault(service, service), operation, Template.UNIVERSAL));
  }

  /// Whether a universal target names an operation that only reads.
  static boolean onlyReads(String target) {
    String named = target.substring(target.lastIndexOf(':') + 1);
    String action =
        named.isEmpty()
            ? named
            : named.substring(0, 1).toLowerCase(Locale.ROOT) + named.substring(1);
    return READING.stream()
        .anyMatch(
            prefix ->
                action.startsWith(prefix)
                    && (action.length() == prefix.length()
                        || Character.isUpperCase(action.charAt(prefix.length()))));
  }
}

package dev.junction.topic.report;

import dev.junction.delivery.outbound.OutboundAddress;
import dev.junction.delivery.report.Ending;
import dev.junction.delivery.report.Report;
import dev.junction.delivery.report.Reporter;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.expression.path.JsonText;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/// Writes what became of messages into the log groups of the real service.
///
/// Source: SNS Developer Guide, "Amazon SNS message delivery status" with its chapters on topics,
/// mobile apps and text messages: names of groups, streams by protocol, members; the members that
/// are not told there, and what queues answer, are what users show of the real service's logs.
public final class DeliveryStatus implements Reporter {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final int RESPONSE_CHARACTERS_MAX = 1_024;

  private static final String PROHIBITED = "DataProtectionPolicy";

  private final StatusLog log;

  public DeliveryStatus(StatusLog log) {
    this.log = log;
  }

  /// The ending of a delivery that a data protection policy prohibits. Source: SNS Developer Guide,
  /// "Data protection policy operations", "Deny operation".
  public static Ending prohibited(String subscriptionArn, long dwellMillis) {
    String said =
        "The topic's data protection policy prohibits this message from being delivered to "
            + subscriptionArn;
    return new Ending(1, dwellMillis, 403, PROHIBITED, said);
  }

  @Override
  public void take(Transaction<?> tx, PartitionContext context, Report report) {
    Optional<StatusLog.Group> group = group(report);
    if (group.isPresent()) {
      byte[] text = text(report, id(context), id(context)).getBytes(StandardCharsets.UTF_8);
      log.write(tx, context, group.get(), stream(report), text);
    }
  }

  static String id(PartitionContext context) {
    long high = (context.random().nextLong() & ~0xF000L) | 0x4000L;
    long low = (context.random().nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low).toString();
  }

  private static Optional<StatusLog.Group> group(Report report) {
    String failure = report.ending().isDelivered() ? "" : "/Failure";
    Optional<ApplicationAddress> application = ApplicationAddress.ofArn(report.book());
    if (application.isPresent()) {
      ApplicationAddress app = application.get();
      String name = "sns/" + app.region() + '/' + app.account() + "/app/" + app.place();
      return Optional.of(new StatusLog.Group(app.account(), app.region(), name + failure));
    }
    return Arn.parse(report.sourceArn())
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .map(
            arn -> {
              boolean direct = arn.resource().matches("direct-.*|sms-sandbox");
              String name = direct ? "DirectPublishToPhoneNumber" : arn.resource();
              return new StatusLog.Group(
                  new AccountId(arn.account()),
                  new Region(arn.region()),
                  "sns/" + arn.region() + '/' + arn.account() + '/' + name + failure);
            });
  }

  private static String stream(Report report) {
    return isOfApplication(report) ? Protocol.APPLICATION.written() : report.book();
  }

  /// Clients know a phone by its number alone, and passwords do not belong in a log.
  private static String destination(Report report) {
    return Arn.parse(report.destination())
        .filter(PhoneNumbers::isTarget)
        .map(PhoneNumbers::ofTarget)
        .orElseGet(() -> OutboundAddress.withoutLogin(report.destination()));
  }

  private static boolean isOfApplication(Report report) {
    return report.book().startsWith("arn:");
  }

  private static String text(Report report, String deliveryId, String requestId) {
    Ending ending = report.ending();
    boolean ofTopic = !isOfApplication(report) && !report.book().equals(Feedback.SMS);
    StringBuilder out = new StringBuilder(700).append("{\"notification\":{");
    if (ofTopic) {
      member(out, "messageMD5Sum", report.stamp().digest()).append(',');
    }
    member(out, "messageId", report.stamp().messageId()).append(',');
    if (ofTopic) {
      member(out, "topicArn", report.sourceArn()).append(',');
    }
    Instant published = Instant.ofEpochMilli(report.stamp().publishedMillis());
    member(out, "timestamp", TIMESTAMP.format(published)).append("},\"delivery\":{");
    member(out, "deliveryId", deliveryId).append(',');
    member(out, "destination", destination(report)).append(',');
    String token = report.details().get("token");
    if (isOfApplication(report) && token != null) {
      member(out, "token", token).append(',');
    }
    member(out, "providerResponse", response(report, requestId));
    out.append(",\"dwellTimeMs\":").append(ending.dwellMillis());
    out.append(",\"attempts\":").append(ending.attempts());
    int status = statusCode(ending);
    if (status > 0) {
      out.append(",\"statusCode\":").append(status);
    }
    out.append("},");
    member(out, "status", ending.isDelivered() ? "SUCCESS" : "FAILURE");
    return out.append('}').toString();
  }

  /// Who was reached in this process and refused has no status of its own.
  private static int statusCode(Ending ending) {
    String code = ending.errorCode();
    if (ending.statusCode() > 0 || code == null) {
      return ending.statusCode();
    }
    return switch (code) {
      case "CONNECTION_FAILURE", "THROTTLING", "INVALID_PARAMETER" -> 0;
      default -> code.contains("Denied") || code.contains("Authorization") ? 403 : 400;
    };
  }

  private static String response(Report report, String requestId) {
    Ending ending = report.ending();
    String said = ending.response();
    String kept =
        said.length() > RESPONSE_CHARACTERS_MAX ? said.substring(0, RESPONSE_CHARACTERS_MAX) : said;
    boolean isOwn = PROHIBITED.equals(ending.errorCode());
    if (isOwn || !report.book().equals(Protocol.SQS.written())) {
      return kept;
    }
    StringBuilder out = new StringBuilder(200).append('{');
    String code = ending.errorCode();
    if (code == null) {
      member(out, "sqsRequestId", requestId).append(',');
      member(out, "sqsMessageId", kept);
    } else {
      member(out, "ErrorCode", code).append(',');
      member(out, "ErrorMessage", kept).append(',');
      member(out, "sqsRequestId", "Unrecoverable");
    }
    return out.append('}').toString();
  }

  private static StringBuilder member(StringBuilder out, String name, String value) {
    out.append('"').append(name).append("\":");
    return JsonText.quote(out, value);
  }
}

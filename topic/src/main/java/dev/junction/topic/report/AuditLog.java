package dev.junction.topic.report;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.expression.path.JsonText;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.protection.Detected;
import dev.junction.topic.protection.Finding;
import dev.junction.topic.protection.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Writes what audits of data protection policies saw into log groups, one entry for each text, in
/// the stream of the topic.
///
/// Source: SNS Developer Guide, "Data protection policy operations", "Audit destination log
/// example": the members. Places are counted from 1 and include the last character, as the
/// CloudWatch Logs User Guide, "Audit findings reports", reads the same report. What is written of
/// a text without findings is not documented: the same with an empty list. The stream's name is
/// ours.
public final class AuditLog {

  private final StatusLog log;

  public AuditLog(StatusLog log) {
    this.log = log;
  }

  /// Writes what an audit saw, if it names a log group for that.
  ///
  /// @param principal who published the message
  public void write(
      Transaction<?> tx,
      PartitionContext context,
      TopicAddress topic,
      UUID messageId,
      String principal,
      Verdict.AuditRecord audit) {
    String name = audit.logGroup();
    if (name == null) {
      return;
    }
    StringBuilder out = new StringBuilder(300).append("{\"messageId\":");
    JsonText.quote(out, messageId.toString()).append(",\"auditTimestamp\":");
    JsonText.quote(out, tx.now().truncatedTo(ChronoUnit.SECONDS).toString());
    JsonText.quote(out.append(",\"callerPrincipal\":"), principal);
    JsonText.quote(out.append(",\"resourceArn\":"), topic.arn());
    out.append(",\"dataIdentifiers\":").append(identifiers(audit.detected())).append('}');
    log.write(
        tx,
        context,
        new StatusLog.Group(topic.account(), topic.region(), name),
        topic.name(),
        out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String identifiers(List<Detected> detected) {
    return detected.stream()
        .map(
            each ->
                "{\"name\":"
                    + JsonText.quoted(each.identifier())
                    + ",\"count\":"
                    + each.count()
                    + ",\"detections\":"
                    + places(each.first())
                    + '}')
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String places(List<Finding> findings) {
    return findings.stream()
        .map(each -> "{\"start\":" + (each.start() + 1) + ",\"end\":" + each.end() + '}')
        .collect(Collectors.joining(",", "[", "]"));
  }
}

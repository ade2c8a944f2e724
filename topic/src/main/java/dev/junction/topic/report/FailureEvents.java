package dev.junction.topic.report;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.report.Report;
import dev.junction.delivery.report.ReportWish;
import dev.junction.delivery.report.Reporter;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.topic.domain.ApplicationAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells topics of deliveries to devices that failed, where their applications name one.
///
/// Source: SNS Developer Guide, "Application event notifications". The real service tells failures
/// apart that a gateway does not: all of these are `DeliveryFailedPerm`, one of its own words.
///
/// @param deliveries how topics are told
/// @param others what takes all other reports
public record FailureEvents(DeliveryModule deliveries, Reporter others) implements Reporter {

  private static final String BOOK = "DeliveryFailure:";
  private static final String TYPE = "DeliveryFailedPerm";

  /// What deliveries to devices fail with that are not even attempted. Source of the first two:
  /// events that users show of the real service.
  public static final String NOT_FOUND = "EndpointNotFound";

  public static final String DISABLED = "EndpointDisabled";
  public static final String APPLICATION_DISABLED = "PlatformApplicationDisabled";

  /// What an application wants to hear of a delivery to one of its devices.
  ///
  /// @param set the application's attributes
  public static List<ReportWish> of(Map<String, String> set) {
    String topic = set.getOrDefault(ApplicationEvent.Kind.FAILED.attribute(), "");
    return topic.isEmpty() ? List.of() : List.of(new ReportWish(BOOK + topic, 0, true));
  }

  @Override
  public void take(Transaction<?> tx, PartitionContext context, Report report) {
    if (!report.book().startsWith(BOOK)) {
      others.take(tx, context, report);
      return;
    }
    String topic = report.book().substring(BOOK.length());
    ApplicationAddress.ofEndpoint(report.destination())
        .map(
            application ->
                ApplicationEvent.failure(
                    application,
                    report.destination(),
                    report.stamp().messageId(),
                    report.ending().attempts(),
                    type(report.ending().errorCode()),
                    report.ending().response()))
        .ifPresent(event -> tell(tx, context, topic, event));
  }

  private static String type(@Nullable String code) {
    return switch (code) {
      case NOT_FOUND, DISABLED, APPLICATION_DISABLED -> code;
      case null, default -> TYPE;
    };
  }

  private void tell(
      Transaction<?> tx, PartitionContext context, String topic, ApplicationEvent event) {
    Fanout fanout = deliveries.fanout(context);
    deliveries
        .recipient(context, topic, topic, false, null)
        .ifPresent(recipient -> fanout.add(recipient, 0));
    String id = DeliveryStatus.id(context);
    deliveries.dispatch(tx, event.message(id, tx.now()).content(event.source()), fanout);
  }
}

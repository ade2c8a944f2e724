package dev.junction.delivery.report;

import dev.junction.delivery.Source;
import java.util.Map;

/// What became of one message at one recipient.
///
/// @param source who delivered
/// @param stamp the message
/// @param book what the source knows its wish by
/// @param destination the ARN or address of the recipient
/// @param details what the recipient's carrier was told beside the message
/// @param ending how it ended
public record Report(
    Source source,
    Stamp stamp,
    String book,
    String destination,
    Map<String, String> details,
    Ending ending) {

  public Report {
    details = Map.copyOf(details);
  }
}

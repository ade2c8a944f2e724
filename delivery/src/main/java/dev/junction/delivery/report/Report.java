package dev.junction.delivery.report;

import java.util.Map;

/// What became of one message at one recipient.
///
/// @param sourceArn the resource on whose behalf it was delivered
/// @param stamp the message
/// @param book what the source knows its wish by
/// @param destination the ARN or address of the recipient
/// @param details what the recipient's carrier was told beside the message
/// @param ending how it ended
public record Report(
    String sourceArn,
    Stamp stamp,
    String book,
    String destination,
    Map<String, String> details,
    Ending ending) {

  public Report {
    details = Map.copyOf(details);
  }
}

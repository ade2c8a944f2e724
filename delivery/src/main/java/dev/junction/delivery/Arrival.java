package dev.junction.delivery;

import dev.junction.delivery.report.ReportWish;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of a message at its target.
public sealed interface Arrival {

  /// The target has it.
  ///
  /// @param receipt what the target knows it by; null when it does not say
  record Delivered(@Nullable UUID receipt) implements Arrival {}

  /// The target does not take it, and trying again would not help: it is not there, or its policy
  /// does not let the source in.
  ///
  /// @param code the error's code
  /// @param reason a sentence for a person
  /// @param reports what the target wants to hear of it, beside what the source wants to
  record Refused(String code, String reason, List<ReportWish> reports) implements Arrival {

    public Refused {
      reports = List.copyOf(reports);
    }

    public Refused(String code, String reason) {
      this(code, reason, List.of());
    }
  }

  /// The target stands for somebody outside, to whom the message goes on. What does not reach them
  /// goes to the dead-letter queue of the recipient that the message came for.
  ///
  /// @param kind how it goes out, as in `sms`
  /// @param address to whom
  /// @param details what a carrier has to know beside the message
  /// @param reports what the target wants to hear of it, beside what the source wants to
  record PassedOn(
      String kind, String address, Map<String, String> details, List<ReportWish> reports)
      implements Arrival {

    public PassedOn {
      details = Map.copyOf(details);
      reports = List.copyOf(reports);
    }
  }

  /// The message arrived.
  Arrival DELIVERED = new Delivered(null);
}

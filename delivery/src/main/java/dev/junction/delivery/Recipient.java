package dev.junction.delivery;

import dev.junction.delivery.format.FieldWriter;
import dev.junction.delivery.report.ReportWish;
import dev.junction.kernel.Invariant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who gets messages of a source, made once and used for many messages.
///
/// @param partition where its target lives
/// @param target the ARN of the target
/// @param reference what tells it apart from the source's other recipients, as in the ARN of a
///     subscription; put into bodies that have a place for it
/// @param withAttributes whether it gets the attributes beside the body
/// @param deadLetterTarget the ARN of the queue for what its target does not take, or null
/// @param outside how to reach it outside of this process; null for a target inside
/// @param care what the source wants for it in particular, or null
/// @param reports what the source wants to hear of its messages
/// @param letterBody the number of the body that its dead letters hold, without attributes;
///     negative for its own body with its attributes
/// @param encoded all of it but the partition, as [Dispatch] reads it
public record Recipient(
    int partition,
    String target,
    String reference,
    boolean withAttributes,
    @Nullable String deadLetterTarget,
    @Nullable Outside outside,
    @Nullable Care care,
    List<ReportWish> reports,
    int letterBody,
    byte[] encoded) {

  /// Bits that say which parts follow the fixed ones.
  static final int HAS_OUTSIDE = 1;

  static final int HAS_CARE = 2;
  static final int HAS_REPORTS = 4;
  static final int HAS_LETTER_BODY = 8;

  static Recipient of(
      int partition,
      String target,
      String reference,
      boolean withAttributes,
      @Nullable String deadLetterTarget) {
    return of(partition, target, reference, withAttributes, deadLetterTarget, null);
  }

  static Recipient of(
      int partition,
      String target,
      String reference,
      boolean withAttributes,
      @Nullable String deadLetterTarget,
      @Nullable Outside outside) {
    Recipient plain =
        new Recipient(
            partition,
            target,
            reference,
            withAttributes,
            deadLetterTarget,
            outside,
            null,
            List.of(),
            -1,
            new byte[0]);
    return plain.with(null);
  }

  /// Whether its dead letters hold the first body of a message, whichever it gets itself.
  boolean hasNotes() {
    return care != null && !care.letterNotes().isEmpty();
  }

  /// The same recipient with what the source wants for it.
  public Recipient with(@Nullable Care wanted) {
    return with(wanted, reports);
  }

  /// The same recipient with what the source wants to hear.
  public Recipient reporting(List<ReportWish> wishes) {
    return with(care, List.copyOf(wishes));
  }

  /// The same recipient outside of this process, whose requests say this beside the body.
  public Recipient asking(Map<String, String> headers) {
    return outside == null
        ? this
        : with(new Outside(outside.retry(), outside.perSecondMax(), headers), care, reports);
  }

  /// The same recipient for messages that are given up in silence.
  public Recipient withoutDeadLetters() {
    return of(partition, target, reference, withAttributes, null, outside).with(care, reports);
  }

  /// The same recipient inside of this process whose dead letters hold another body of the message
  /// than it gets itself, and no attributes. Those of recipients outside hold what was delivered.
  ///
  /// @param number the number of that body
  public Recipient withLetters(int number) {
    Invariant.check(outside == null, "%s is outside: its letters hold its own body", target);
    return with(outside, care, reports, number);
  }

  private Recipient with(@Nullable Care wanted, List<ReportWish> wishes) {
    return with(outside, wanted, wishes);
  }

  private Recipient with(
      @Nullable Outside reached, @Nullable Care wanted, List<ReportWish> wishes) {
    return with(reached, wanted, wishes, letterBody);
  }

  private Recipient with(
      @Nullable Outside reached, @Nullable Care wanted, List<ReportWish> wishes, int letters) {
    FieldWriter out = new FieldWriter(64 + target.length() + reference.length());
    out.text(target).text(reference).flag(withAttributes).text(deadLetterTarget);
    out.octet(
        (reached == null ? 0 : HAS_OUTSIDE)
            | (wanted == null ? 0 : HAS_CARE)
            | (wishes.isEmpty() ? 0 : HAS_REPORTS)
            | (letters < 0 ? 0 : HAS_LETTER_BODY));
    if (reached != null) {
      reached.write(out);
    }
    if (wanted != null) {
      wanted.write(out);
    }
    if (!wishes.isEmpty()) {
      ReportWish.writeAll(out, wishes);
    }
    if (letters >= 0) {
      out.octet(letters);
    }
    return new Recipient(
        partition,
        target,
        reference,
        withAttributes,
        deadLetterTarget,
        reached,
        wanted,
        wishes,
        letters,
        out.toBytes());
  }
}

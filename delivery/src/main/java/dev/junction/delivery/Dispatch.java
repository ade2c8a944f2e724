package dev.junction.delivery;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.delivery.report.ReportWish;
import dev.junction.delivery.report.Stamp;
import dev.junction.delivery.trace.TraceMark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message on its way to the recipients that live on one partition.
///
/// Shape, version 1: version, whether it is a dead letter, the three texts of the source, headers,
/// group, deduplication id, the attributes, the bodies, then for each recipient the number of its
/// body and the recipient itself, to the end. Version 2 has a stamp before the recipients. Version
/// 3 has there whether there is a stamp, the stamp, and the mark of its trace. Version 4, for
/// recipients whose dead letters hold another body, has there whether there is a stamp, whether
/// there is a mark, the stamp and the mark.
///
/// @param isDeadLetter whether its recipient is the dead-letter queue of another one
/// @param content what is delivered
/// @param parcels to whom, and which body
record Dispatch(boolean isDeadLetter, Content content, List<Parcel> parcels) {

  private static final int VERSION = 1;
  private static final int VERSION_WITH_STAMP = 2;
  private static final int VERSION_WITH_MARK = 3;
  private static final int VERSION_WITH_LETTER_BODIES = 4;

  /// One recipient's share, as far as every delivery needs it; the rest is read when it is needed.
  ///
  /// @param body the number of the body that it gets
  /// @param target the ARN or address of its target
  /// @param reference what tells it apart from the source's other recipients, in UTF-8
  /// @param withAttributes whether it gets the attributes beside the body
  /// @param deadLetterTarget the ARN of its dead-letter queue in UTF-8, or null
  /// @param outside how to reach it outside of this process; null for a target inside
  /// @param care what the source wants for it in particular, or null
  /// @param reports what the source wants to hear of it
  /// @param letterBody the number of the body that its dead letters hold; negative for its own
  record Parcel(
      int body,
      String target,
      byte[] reference,
      boolean withAttributes,
      byte @Nullable [] deadLetterTarget,
      @Nullable Outside outside,
      @Nullable Care care,
      List<ReportWish> reports,
      int letterBody) {

    private static Parcel read(FieldReader in) {
      int body = in.octet();
      String target = in.text();
      byte[] reference = in.bytes();
      boolean withAttributes = in.flag();
      byte[] deadLetterTarget = in.optionalBytes();
      int parts = in.octet();
      return new Parcel(
          body,
          target,
          reference,
          withAttributes,
          deadLetterTarget,
          (parts & Recipient.HAS_OUTSIDE) == 0 ? null : Outside.read(in),
          (parts & Recipient.HAS_CARE) == 0 ? null : Care.read(in),
          (parts & Recipient.HAS_REPORTS) == 0 ? List.of() : ReportWish.readAll(in),
          (parts & Recipient.HAS_LETTER_BODY) == 0 ? -1 : in.octet());
    }

    /// What its dead letters say about themselves; empty when they are what was delivered.
    Map<String, String> letterNotes() {
      return care == null ? Map.of() : care.letterNotes();
    }

    /// The recipient again, for a dispatch of its own.
    Recipient recipient(int partition) {
      byte[] letters = deadLetterTarget;
      Recipient plain =
          Recipient.of(
              partition,
              target,
              new String(reference, StandardCharsets.UTF_8),
              withAttributes,
              letters == null ? null : new String(letters, StandardCharsets.UTF_8),
              outside);
      Recipient cared = care == null ? plain : plain.with(care);
      Recipient reported = reports.isEmpty() ? cared : cared.reporting(reports);
      return letterBody < 0 ? reported : reported.withLetters(letterBody);
    }
  }

  /// The part that is the same for all partitions, for recipients without letter bodies.
  static FieldWriter begin(boolean isDeadLetter, Content content, int expectedBytes) {
    return begin(isDeadLetter, content, expectedBytes, /* hasLetterBodies= */ false);
  }

  /// The part that is the same for all partitions.
  ///
  /// @param hasLetterBodies whether the dead letters of a recipient may hold another body
  static FieldWriter begin(
      boolean isDeadLetter, Content content, int expectedBytes, boolean hasLetterBodies) {
    FieldWriter out = new FieldWriter(expectedBytes);
    Source source = content.source();
    Stamp stamp = content.stamp();
    TraceMark mark = content.mark();
    int plain = stamp == null ? VERSION : VERSION_WITH_STAMP;
    int marked = mark == null ? plain : VERSION_WITH_MARK;
    out.octet(hasLetterBodies ? VERSION_WITH_LETTER_BODIES : marked).flag(isDeadLetter);
    out.text(source.principal()).text(source.arn()).text(source.account());
    out.text(content.subject()).texts(content.headers());
    out.text(content.groupId()).text(content.deduplicationId());
    out.number(content.attributes().size());
    for (Attribute attribute : content.attributes()) {
      out.text(attribute.name()).text(attribute.type()).flag(attribute.binary());
      out.bytes(attribute.value());
    }
    out.octet(content.bodies().size());
    for (Body body : content.bodies()) {
      out.bytes(body.head()).bytes(body.tail());
    }
    if (mark != null || hasLetterBodies) {
      out.flag(stamp != null);
    }
    if (hasLetterBodies) {
      out.flag(mark != null);
    }
    if (stamp != null) {
      stamp.write(out);
    }
    if (mark != null) {
      mark.write(out);
    }
    return out;
  }

  /// The same for the recipients from the given one on, all of them on this partition.
  byte[] encodeFrom(int firstParcel, int partition) {
    int bodyBytes = content.bodies().stream().mapToInt(Body::sizeBytes).sum();
    List<Parcel> left = parcels.subList(firstParcel, parcels.size());
    boolean hasLetterBodies = left.stream().anyMatch(parcel -> parcel.letterBody() >= 0);
    FieldWriter out = begin(isDeadLetter, content, bodyBytes + 1024, hasLetterBodies);
    for (Parcel parcel : left) {
      out.octet(parcel.body()).raw(parcel.recipient(partition).encoded());
    }
    return out.toBytes();
  }

  /// Whether the message may say of itself what reports need.
  static boolean mayHaveStamp(byte[] encoded) {
    return encoded.length > 0 && encoded[0] != VERSION;
  }

  static Dispatch decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded);
    int version = in.octet();
    if (version < VERSION || version > VERSION_WITH_LETTER_BODIES) {
      throw new IllegalStateException("A dispatch of the unknown format version " + version);
    }
    boolean isDeadLetter = in.flag();
    Source source = new Source(in.text(), in.text(), in.text());
    String subject = in.optionalText();
    Map<String, String> headers = in.texts();
    String group = in.optionalText();
    String deduplicationId = in.optionalText();
    List<Attribute> attributes = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      attributes.add(new Attribute(in.text(), in.text(), in.flag(), in.bytes()));
    }
    List<Body> bodies = new ArrayList<>();
    for (int left = in.octet(); left > 0; left--) {
      bodies.add(new Body(in.bytes(), in.optionalBytes()));
    }
    boolean hasStamp = version >= VERSION_WITH_MARK ? in.flag() : version == VERSION_WITH_STAMP;
    boolean hasMark =
        version == VERSION_WITH_LETTER_BODIES ? in.flag() : version == VERSION_WITH_MARK;
    Stamp stamp = hasStamp ? Stamp.read(in) : null;
    TraceMark mark = hasMark ? TraceMark.read(in) : null;
    List<Parcel> parcels = new ArrayList<>();
    while (!in.isAtEnd()) {
      parcels.add(Parcel.read(in));
    }
    return new Dispatch(
        isDeadLetter,
        new Content(
            source, bodies, attributes, subject, headers, group, deduplicationId, stamp, mark),
        parcels);
  }
}

package dev.junction.server.scenario;

import dev.junction.wire.protocol.constraint.ConstraintCheck;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Inputs of operations that have everything, and the same without something.
final class Inputs {

  private static final String KEY = "key";

  /// What members that are texts are tried with.
  private static final List<String> TEXTS =
      List.of(
          "name",
          "name-of-something-that-is-long-enough-for-all-that-ask-for-many-characters",
          "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":name",
          "arn:aws:events:us-east-1:" + SteppedServices.ACCOUNT + ":event-bus/name",
          "arn:aws:events:us-east-1:" + SteppedServices.ACCOUNT + ":connection/name/1-2",
          "arn:aws:iam::" + SteppedServices.ACCOUNT + ":role/name",
          "arn:aws:kms:us-east-1:" + SteppedServices.ACCOUNT + ":key/name",
          "arn:aws:secretsmanager:us-east-1:" + SteppedServices.ACCOUNT + ":secret:name-Abcdef",
          "arn:aws:states:us-east-1:" + SteppedServices.ACCOUNT + ":stateMachine:name",
          "arn:aws:route53:::healthcheck/name",
          "arn:aws:scheduler:us-east-1:" + SteppedServices.ACCOUNT + ":schedule-group/name",
          "arn:aws:events:us-east-1:" + SteppedServices.ACCOUNT + ":api-destination/name/1-2",
          "aws.partner/name/name",
          "https://example.com/",
          "rate(1 minute)",
          SteppedServices.ACCOUNT,
          "us-east-1",
          "$.a",
          "{}",
          "1",
          "123456",
          "+15551234567");

  private static final List<Long> NUMBERS = List.of(1L, 60L, 1_000L, 0L);

  private Inputs() {}

  /// An input with all members that it may have, each with a value that the model allows, where one
  /// is known.
  static Document full(Schema schema) {
    Document.Builder document = Document.of(schema);
    for (Member member : schema.members()) {
      document.set(member, value(member.target(), each -> fits(schema, member, each)));
      if (schema.type() == ShapeType.UNION) {
        break;
      }
    }
    return document.build();
  }

  private static boolean fits(Schema schema, Member member, Object value) {
    return ConstraintCheck.of(Document.of(schema).set(member, value).build()).stream()
        .allMatch(
            each ->
                each.constraint() == Trait.Marker.REQUIRED
                    || !each.path().getFirst().equals(member.name()));
  }

  private static Object value(Schema schema, Predicate<Object> fits) {
    return switch (schema.type()) {
      case STRUCTURE, UNION -> full(schema);
      case LIST -> {
        Object each = value(schema.element().target(), one -> fits.test(List.of(one)));
        yield fits.test(List.of(each)) ? List.of(each) : List.of(each, each);
      }
      case MAP -> Map.of(KEY, value(schema.value().target(), each -> fits.test(Map.of(KEY, each))));
      case STRING -> text(schema, fits);
      case BOOLEAN -> true;
      case INTEGER -> number(each -> fits.test(each.intValue())).intValue();
      case LONG -> number(fits::test);
      case BYTE -> (byte) 1;
      case SHORT -> (short) 1;
      case FLOAT -> 1f;
      case DOUBLE -> 1d;
      case BIG_INTEGER -> BigInteger.ONE;
      case BIG_DECIMAL -> BigDecimal.ONE;
      case BLOB -> "{}".getBytes(StandardCharsets.UTF_8);
      case TIMESTAMP -> Instant.parse("2026-01-02T03:04:05Z");
      case DOCUMENT -> new Document.Untyped("text");
    };
  }

  private static Long number(Predicate<Long> fits) {
    return NUMBERS.stream().filter(fits).findFirst().orElse(1L);
  }

  private static String text(Schema schema, Predicate<Object> fits) {
    Trait.Enumeration known = schema.trait(Trait.Enumeration.class);
    return known == null
        ? TEXTS.stream().filter(fits).findFirst().orElse(TEXTS.getFirst())
        : known.values().getFirst();
  }

  /// Where the members of an input are: names of members, keys of maps, and indices of lists.
  static List<List<Object>> places(Document input) {
    List<List<Object>> places = new ArrayList<>();
    gather(input, List.of(), places);
    return places;
  }

  private static void gather(@Nullable Object value, List<Object> place, List<List<Object>> all) {
    switch (value) {
      case Document document -> {
        for (Member member : document.schema().members()) {
          if (document.get(member) != null) {
            List<Object> next = with(place, member.name());
            all.add(next);
            gather(document.get(member), next, all);
          }
        }
      }
      case List<?> list -> gather(list.getFirst(), with(place, 0), all);
      case Map<?, ?> map -> gather(map.get(KEY), with(place, KEY), all);
      case null, default -> {}
    }
  }

  private static List<Object> with(List<Object> place, Object step) {
    List<Object> longer = new ArrayList<>(place);
    longer.add(step);
    return List.copyOf(longer);
  }

  /// Whether the model wants what is at a place.
  static boolean isRequired(Document input, List<Object> place) {
    Object holder = input;
    for (Object step : place.subList(0, place.size() - 1)) {
      holder = inside(holder, step);
    }
    return holder instanceof Document document
        && document.schema().member(place.getLast().toString()).isRequired();
  }

  private static @Nullable Object inside(@Nullable Object holder, Object step) {
    return switch (holder) {
      case Document document -> document.get(step.toString());
      case List<?> list -> list.getFirst();
      case Map<?, ?> map -> map.get(step);
      case null, default -> null;
    };
  }

  /// An input without what is at a place.
  static Document without(Document input, List<Object> place) {
    return (Document) Objects.requireNonNull(changed(input, place, /* keepsOthers= */ true));
  }

  /// An input that has, beside what the model wants, only what leads to a place, which is empty if
  /// it can be.
  static Document onlyTo(Document input, List<Object> place) {
    return (Document) Objects.requireNonNull(changed(input, place, /* keepsOthers= */ false));
  }

  private static @Nullable Object changed(
      @Nullable Object value, List<Object> place, boolean keepsOthers) {
    if (place.isEmpty()) {
      return keepsOthers ? null : needed(value);
    }
    List<Object> rest = place.subList(1, place.size());
    return switch (value) {
      case Document document -> {
        Document.Builder copy = Document.of(document.schema());
        for (Member member : document.schema().members()) {
          Object has = document.get(member);
          copy.set(
              member,
              member.name().equals(place.getFirst())
                  ? changed(has, rest, keepsOthers)
                  : keepsOthers ? has : member.isRequired() ? needed(has) : null);
        }
        yield copy.build();
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list);
        copy.set(0, Objects.requireNonNull(changed(list.getFirst(), rest, keepsOthers)));
        yield copy;
      }
      case Map<?, ?> map ->
          Map.of(KEY, Objects.requireNonNull(changed(map.get(KEY), rest, keepsOthers)));
      case null, default -> value;
    };
  }

  /// A value with nothing that the model does not want.
  private static @Nullable Object needed(@Nullable Object value) {
    return switch (value) {
      case Document document -> {
        Document.Builder copy = Document.of(document.schema());
        for (Member member : document.schema().members()) {
          copy.set(member, member.isRequired() ? needed(document.get(member)) : null);
        }
        yield copy.build();
      }
      case List<?> list -> list.stream().map(each -> Objects.requireNonNull(needed(each))).toList();
      case Map<?, ?> map -> Map.of(KEY, Objects.requireNonNull(needed(map.get(KEY))));
      case null, default -> value;
    };
  }

  /// A place as errors write it, as in `entries.1.member.id`.
  static String place(List<Object> place) {
    StringBuilder text = new StringBuilder();
    for (Object step : place) {
      text.append(text.isEmpty() ? "" : ".");
      String name = step.toString();
      text.append(
          step instanceof Integer
              ? "1.member"
              : Character.toLowerCase(name.charAt(0)) + name.substring(1));
    }
    return text.toString();
  }
}

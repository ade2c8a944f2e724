package dev.junction.wire.protocol.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConstraintCheckTest {

  private static final Schema NAME =
      Schema.simple(
          "Name", ShapeType.STRING, new Trait.Length(1, 5), new Trait.Pattern("[a-z]+", true));
  private static final Schema EVIL =
      Schema.simple("Evil", ShapeType.STRING, new Trait.Pattern("^([0-9]+)+$", false));
  private static final Schema COLOUR =
      Schema.simple("Colour", ShapeType.STRING, Trait.Enumeration.of("red", "blue"));
  private static final Schema RECORD = Schema.declare("Record", ShapeType.STRUCTURE);
  private static final Schema RECORDS =
      Schema.declare("Records", ShapeType.LIST, new Trait.Length(0, 3), Trait.Marker.UNIQUE_ITEMS);
  private static final Schema TAGS = Schema.declare("Tags", ShapeType.MAP);

  static {
    RECORD.link(
        Member.of("Name", NAME, Trait.Marker.REQUIRED),
        Member.of("Count", Schema.INTEGER, new Trait.Range("1", "10")),
        Member.of("Ratio", Schema.DOUBLE, new Trait.Range("0.5", null)),
        Member.of("Colour", COLOUR, Trait.Marker.SENSITIVE),
        Member.of("Data", Schema.BLOB, new Trait.Length(2, Trait.Length.UNBOUNDED)),
        Member.of("Evil", EVIL),
        Member.of("Records", RECORDS),
        Member.of("Tags", TAGS));
    RECORDS.link(Member.of("member", RECORD));
    TAGS.link(Member.of("key", NAME), Member.of("value", COLOUR));
  }

  private static Document.Builder good() {
    return Document.of(RECORD).set("Name", "abc");
  }

  private static String said(Document.Builder document) {
    List<Violation> violations = ConstraintCheck.of(document.build());
    return violations.isEmpty() ? "" : new CoralReport().of(violations).message();
  }

  @Test
  void aGoodValueBreaksNothing() {
    assertThat(
            said(
                good()
                    .set("Count", 10)
                    .set("Ratio", 0.5)
                    .set("Colour", "red")
                    .set("Data", new byte[2])
                    .set("Evil", "123")
                    .set("Records", List.of(good().build(), good().set("Count", 1).build()))
                    .set("Tags", Map.of("a", "blue"))))
        .isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(said(Document.of(RECORD)))
        .isEqualTo(
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member"
                + " must not be null");
  }

  @Test
  void countsCharactersAndNotSurrogates() {
    assertThat(said(good().set("Name", "abcdef")))
        .contains("Value 'abcdef' at 'name'", "Member must have length less than or equal to 5");
    assertThat(said(good().set("Name", ""))).contains("greater than or equal to 1");
    Document.Builder emoji = Document.of(RECORD).set("Name", "a\uD83D\uDE00".repeat(2));
    assertThat(said(emoji)).doesNotContain("length").contains("regular expression pattern: [a-z]+");
  }

  @Test
  void saysWhichEndOfARangeIsPassed() {
    assertThat(said(good().set("Count", 0))).contains("value greater than or equal to 1");
    assertThat(said(good().set("Count", 11))).contains("value less than or equal to 10");
    assertThat(said(good().set("Ratio", Double.NaN))).contains("'ratio'");
  }

  @Test
  void neverRepeatsASensitiveValue() {
    assertThat(said(good().set("Colour", "swordfish")))
        .contains("Value '***' at 'colour'", "enum value set: [red, blue]")
        .doesNotContain("swordfish");
  }

  @Test
  void namesThePlaceInsideListsAndMaps() {
    Document bad = Document.of(RECORD).build();
    assertThat(said(good().set("Records", List.of(good().build(), bad))))
        .contains("at 'records.2.member.name'");
    assertThat(ConstraintCheck.of(good().set("Tags", Map.of("x", "green")).build()))
        .singleElement()
        .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("/Tags/x"));
  }

  @Test
  void findsElementsThatAreTheSame() {
    Document one = good().set("Data", new byte[] {1, 2}).build();
    Document same = good().set("Data", new byte[] {1, 2}).build();
    assertThat(said(good().set("Records", List.of(one, same)))).contains("unique values");
  }

  @Test
  void reportsEveryViolationUpToAHundred() {
    List<Document> bad =
        IntStream.range(0, 1000)
            .mapToObj(i -> Document.of(RECORD).set("Count", -i).build())
            .toList();
    List<Violation> violations = ConstraintCheck.of(good().set("Records", bad).build());
    assertThat(violations).hasSize(100);
    assertThat(new SmithyReport().of(violations).message())
        .startsWith("100 validation errors detected. Value with length 1000 at '/Records'");
  }

  @Test
  void anEvilPatternEndsSoon() {
    assertThat(said(good().set("Evil", "0".repeat(100_000) + "!"))).contains("'evil'");
  }
}

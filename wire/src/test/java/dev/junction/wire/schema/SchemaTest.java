package dev.junction.wire.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.Invariant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private static final Schema NAMES = Schema.declare("Names", ShapeType.LIST);
  private static final Schema TREE = Schema.declare("Tree", ShapeType.STRUCTURE);
  private static final Schema TREES = Schema.declare("Trees", ShapeType.LIST);
  private static final Schema BY_NAME =
      Schema.declare("ByName", ShapeType.MAP, Trait.Marker.SPARSE);

  static {
    NAMES.link(Member.of("member", Schema.STRING));
    TREES.link(Member.of("member", TREE));
    BY_NAME.link(Member.of("key", Schema.STRING), Member.of("value", TREE));
    TREE.link(
        Member.of("Name", Schema.STRING, new Trait.JsonName("name"), Trait.Marker.REQUIRED),
        Member.of("Size", Schema.INTEGER, new Trait.Default(7)),
        Member.of("Secret", Schema.STRING, Trait.Marker.SENSITIVE),
        Member.of("Names", NAMES),
        Member.of("Children", TREES),
        Member.of("ByName", BY_NAME));
  }

  @Test
  void membersAreFoundByNameAndByJsonName() {
    assertThat(TREE.find("Name")).isSameAs(TREE.member(0));
    assertThat(TREE.findByJsonName("name")).isSameAs(TREE.member(0));
    assertThat(TREE.findByJsonName("Name")).isNull();
    assertThat(TREE.findByJsonName("Size")).isSameAs(TREE.member(1));
    assertThat(TREE.find("Colour")).isNull();
  }

  @Test
  void aRecursiveSchemaReachesItself() {
    assertThat(TREE.member("Children").target().element().target()).isSameAs(TREE);
  }

  @Test
  void aSchemaIsLinkedOnce() {
    assertThatThrownBy(() -> NAMES.link(Member.of("member", Schema.BLOB)))
        .isInstanceOf(Invariant.Broken.class);
  }

  @Test
  void aMembersTraitWinsOverItsTargets() {
    Schema target =
        Schema.simple("Short", ShapeType.STRING, new Trait.Length(1, 5), Trait.Marker.SENSITIVE);
    Member member = Member.of("Own", target, new Trait.Length(2, 3));
    assertThat(member.trait(Trait.Length.class)).isEqualTo(new Trait.Length(2, 3));
    assertThat(member.isSensitive()).isTrue();
  }

  @Test
  void aDocumentIsTheSameAfterBeingWrittenAndRead() {
    Document leaf = Document.of(TREE).set("Name", "leaf").build();
    Document root =
        Document.of(TREE)
            .set("Name", "root")
            .set("Names", List.of("a", "b"))
            .set("Children", List.of(leaf))
            .set("ByName", Map.of("x", leaf))
            .build();

    Document read = Document.read(TREE, new DocumentReader(root));
    Document written = DocumentWriter.toDocument(root);

    assertThat(read).hasToString(root.toString());
    assertThat(written).hasToString(root.toString());
    assertThat(root.get("Size")).isEqualTo(7);
  }

  @Test
  void aDocumentDoesNotPrintWhatIsSensitive() {
    assertThat(Document.of(TREE).set("Secret", "swordfish").build().toString())
        .contains("Secret=***")
        .doesNotContain("swordfish");
  }

  @Test
  void aValueOfTheWrongKindIsMalformed() {
    Document wrong = Document.of(TREE).set("Name", 5).build();
    assertThatThrownBy(() -> Document.read(TREE, new DocumentReader(wrong)))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void aUriPatternHasLiteralsLabelsAndFixedQueryParameters() {
    assertThat(UriPattern.parse("/a/{b}/{c+}?x&y=1"))
        .isEqualTo(
            new UriPattern(
                List.of(
                    new UriPattern.Segment.Literal("a"),
                    new UriPattern.Segment.Label("b", false),
                    new UriPattern.Segment.Label("c", true)),
                Map.of("x", "", "y", "1")));
  }
}

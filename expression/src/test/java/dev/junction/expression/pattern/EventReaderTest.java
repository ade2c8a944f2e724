package dev.junction.expression.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How deep events may be: readers and matchers go down level by level on stacks of a fixed size.
class EventReaderTest {

  @Test
  void dotsInNamesCountAsLevels() {
    String deep = "a" + ".a".repeat(50_000);
    assertThat(EventReader.read("{\"" + deep + "\":1,\"" + deep + "\":2}")).isNull();
    assertThat(EventReader.read("{\"d\":{\"" + deep + "\":1}}")).isNull();
    assertThat(EventReader.read("{\"d\":[{\"" + deep + "\":1}]}")).isNull();
    assertThat(EventReader.readArray("[{\"" + deep + "\":1}]")).isNull();
  }

  @Test
  void twoHundredLevelsAreReadAndOneMoreIsNot() {
    String most = "a" + ".a".repeat(199);
    EventObject read = EventReader.read("{\"" + most + "\":1,\"" + most + "\":2}");
    assertThat(read).isNotNull();
    assertThat(EventReader.read("{\"a." + most + "\":1}")).isNull();
  }
}

package dev.junction.expression.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which events look alike. The kinds are those that schemas tell apart.
final class EventShapeTest {

  private static long print(String json) {
    String quoted = json.replace('\'', '"');
    EventObject event = Objects.requireNonNull(EventReader.read(quoted), quoted);
    return EventShape.fingerprint(event, List.of("source"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'a':1,'b':'x'}              | {'b':'y','a':2}",
        "{'a':[1,2,3]}                | {'a':[4]}",
        "{'a':[{'b':1},{'c':1}]}      | {'a':[{'c':2},{'b':2},{'b':3}]}",
        "{'a':true}                   | {'a':false}",
        "{'t':'2026-01-02T03:04:05Z'} | {'t':'2027-11-12T13:14:15+01:00'}",
      })
  void theseLookAlike(String one, String other) {
    assertThat(print(one)).isEqualTo(print(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'a':1}                      | {'a':1.5}",
        "{'a':1}                      | {'a':'1'}",
        "{'a':1}                      | {'b':1}",
        "{'Aa':1}                     | {'BB':1}",
        "{'a':null}                   | {'a':true}",
        "{'a':[]}                     | {'a':[1]}",
        "{'a':{}}                     | {'a':[]}",
        "{'a':[{'b':1},{'c':1}]}      | {'a':[{'b':1,'c':1}]}",
        "{'a':{'b':1},'c':2}          | {'a':{'c':2},'b':1}",
        "{'t':'2026-01-02T03:04:05Z'} | {'t':'2026-01-02T33:04:05Z'}",
        "{'source':'a'}               | {'source':'b'}",
      })
  void theseDoNot(String one, String other) {
    assertThat(print(one)).isNotEqualTo(print(other));
  }
}

package dev.junction.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class QueryTest {

  private static final Set<String> KNOWN = Set.of("state", "after");

  @Test
  void parametersAreDecodedAndThoseOfAPresignedAddressLeftAlone() throws Query.Malformed {
    Query query = Query.parse("state=in%2Dflight&X-Amz-Signature=ab&after", KNOWN);

    assertThat(query.get("state")).isEqualTo("in-flight");
    assertThat(query.get("after", "other")).isEmpty();
    assertThat(Query.parse(null, KNOWN).get("state")).isNull();
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertThatThrownBy(() -> Query.parse("state=%zz", KNOWN))
        .isInstanceOf(Query.Malformed.class)
        .hasMessageContaining("percent-encoded");
    assertThatThrownBy(() -> Query.parse("limit=1", KNOWN))
        .isInstanceOf(Query.Malformed.class)
        .hasMessageContaining("limit");
  }
}

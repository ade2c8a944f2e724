package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.BusModule;
import dev.junction.identity.IdentityModule;
import dev.junction.log.LogModule;
import dev.junction.pipe.PipeModule;
import dev.junction.queue.QueueModule;
import dev.junction.schedule.ScheduleModule;
import dev.junction.schema.SchemaModule;
import dev.junction.topic.TopicModule;
import dev.junction.wire.protocol.OperationCoverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tables of operations in `docs/services/` say what is built. `./dev docs`, which sets
/// `-Djunction.docs.update`, writes them anew.
final class CoveragePagesTest {

  private static final String BEGIN = "<!-- operations: written by CoveragePagesTest -->\n";
  private static final String END = "<!-- end of operations -->\n";

  static Stream<OperationCoverage> services() {
    return Stream.of(
        QueueModule.coverage(),
        TopicModule.coverage(),
        ScheduleModule.coverage(),
        LogModule.coverage(),
        BusModule.coverage(),
        SchemaModule.coverage(),
        PipeModule.coverage(),
        IdentityModule.coverage());
  }

  @ParameterizedTest
  @MethodSource("services")
  void thePageOfAServiceListsItsOperations(OperationCoverage coverage) throws IOException {
    Path page =
        Path.of(System.getProperty("junction.root"), "docs/services", coverage.service() + ".md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertThat(begin).as("%s has a place for the table", page).isNotNegative().isLessThan(end);
    String wanted =
        text.substring(0, begin + BEGIN.length()) + coverage.table() + text.substring(end);
    if (System.getProperty("junction.docs.update") != null) {
      Files.writeString(page, wanted);
    }
    assertThat(Files.readString(page)).as("%s is up to date", page).isEqualTo(wanted);
  }
}

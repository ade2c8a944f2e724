package dev.junction.schema.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Keys and records of registries in the formats of their releases stay readable, and are still
/// written in the latest one. The files of a format are never changed.
final class GoldenRecordTest {

  private static final long TIME = 1_767_323_045_000L;
  private static final Place PLACE = new Place(new AccountId("123456789012"), Region.DEFAULT);

  @Test
  void recordsOfFormatOneAreReadAndWritten() throws IOException {
    RegistryRecord registry = new RegistryRecord("mine", null, 2, Map.of("team", "a"));
    assertThat(RegistryRecord.decode(golden("registry"))).isEqualTo(registry);
    same("registry", registry.encode());
    SchemaRecord schema =
        new SchemaRecord(
            null,
            TIME,
            3,
            "token",
            Map.of(),
            List.of(new SchemaRecord.Version(3, "OpenApi3", TIME)));
    assertThat(SchemaRecord.decode(golden("schema"))).isEqualTo(schema);
    same("schema", schema.encode());
    DiscovererRecord discoverer =
        new DiscovererRecord("arn:aws:events:b", null, true, false, Map.of("team", "a"), false);
    assertThat(DiscovererRecord.decode(golden("discoverer"))).isEqualTo(discoverer);
    BindingRecord binding = new BindingRecord(TIME, TIME + 1);
    assertThat(BindingRecord.decode(golden("binding"))).isEqualTo(binding);
    same("binding", binding.encode());
  }

  @Test
  void recordsOfFormatTwoAreReadAndWritten() throws IOException {
    DiscovererRecord discoverer =
        new DiscovererRecord("arn:aws:events:b", null, true, false, Map.of("team", "a"), true);
    byte[] golden = golden("/golden/format-2/records.txt", "discoverer");
    assertThat(DiscovererRecord.decode(golden)).isEqualTo(discoverer);
    assertThat(discoverer.encode()).containsExactly(golden);
  }

  @Test
  void keysOfFormatOneAreWritten() throws IOException {
    same("registry-key", SchemaKeys.registry(PLACE, "r"));
    same("content-key", SchemaKeys.content(PLACE, "r", "s", 3));
    same("binding-key", SchemaKeys.binding(PLACE, "r", "s", 3, "Go1"));
    assertThat(SchemaKeys.parts(golden("registry-key")))
        .containsExactly("123456789012", "us-east-1", "r");
  }

  private static void same(String name, byte[] encoded) throws IOException {
    assertThat(HexFormat.of().formatHex(encoded))
        .as(name)
        .isEqualTo(HexFormat.of().formatHex(golden(name)));
  }

  private static byte[] golden(String name) throws IOException {
    return golden("/golden/format-1/records.txt", name);
  }

  private static byte[] golden(String file, String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenRecordTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }
}

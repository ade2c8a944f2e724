package dev.junction.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers of traces. The texts are the examples of W3C Trace Context, 3.2, and of the X-Ray
/// Developer Guide, "Tracing header".
final class TraceContextTest {

  private static final String W3C = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String XRAY =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  private static TraceContext read(String header) {
    return Objects.requireNonNull(TraceContext.read(header), header);
  }

  @Test
  void eachHeaderIsKeptAndSaidInTheOtherForm() {
    TraceContext w3c = read(W3C);
    assertThat(w3c.hexId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(w3c.traceparent()).isEqualTo(W3C);
    assertThat(w3c.xray())
        .isEqualTo("Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1");
    TraceContext xray = read(XRAY);
    assertThat(xray.xray()).isEqualTo(XRAY);
    assertThat(xray.traceparent())
        .isEqualTo("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
    assertThat(read(xray.traceparent()).id()).isEqualTo(xray.id());
    assertThat(read(XRAY + ";Lineage=a:1").xray()).endsWith("Lineage=a:1");
    assertThat(read("Root=1-5759e988-bd862e3fe1be46a994272793").sampled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a99427279",
        "Parent=53995c3f42cd8ad8",
        "Root=1-5759e988-bd862e3fe1be46a994272793;\r\n X-Other: 1",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Self=\u00e4",
        "\t00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void otherTextsAreNoHeaders(String header) {
    assertThat(TraceContext.read(header)).isNull();
  }

  @Test
  void anIdIsUnderstoodInEveryForm() {
    UUID id = UUID.fromString("5759e988-bd86-2e3f-e1be-46a994272793");
    assertThat(TraceContext.idOf(id.toString())).isEqualTo(id);
    assertThat(TraceContext.idOf("5759E988bd862e3fe1be46a994272793")).isEqualTo(id);
    assertThat(TraceContext.idOf("1-5759e988-bd862e3fe1be46a994272793")).isEqualTo(id);
    assertThat(TraceContext.idOf(XRAY)).isEqualTo(id);
    assertThat(TraceContext.idOf("00000000000000ff")).isEqualTo(new UUID(255, 255));
    assertThat(TraceContext.idOf("hello")).isNull();
    assertThat(TraceContext.of(id).hexId()).isEqualTo("5759e988bd862e3fe1be46a994272793");
  }
}

package dev.junction.wire.codec;

import dev.junction.kernel.ServiceError;
import dev.junction.kernel.ServiceError.Fault;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Structure;
import dev.junction.wire.schema.Unit;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Structures as query parameters and XML documents.
///
/// Source: Smithy 2.0, "AWS Query protocol".
public final class QueryCodec {

  private QueryCodec() {}

  /// Reads a structure from parameters.
  public static <T> T read(QueryNode parameters, Function<ShapeReader, T> reader) {
    return reader.apply(new QueryShapeReader(parameters));
  }

  /// The document that answers an accepted call.
  public static byte[] write(
      String operation, String namespace, Structure output, String requestId) {
    StringBuilder out = new StringBuilder(512);
    out.append("<?xml version=\"1.0\"?>\n<").append(operation).append("Response xmlns=\"");
    XmlShapeWriter.escape(out, namespace);
    out.append("\">");
    if (!(output instanceof Unit)) {
      out.append('<').append(operation).append("Result>");
      output.write(new XmlShapeWriter(out));
      out.append("</").append(operation).append("Result>");
    }
    out.append("<ResponseMetadata><RequestId>").append(requestId);
    out.append("</RequestId></ResponseMetadata></").append(operation).append("Response>");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The document that answers a rejected call.
  public static byte[] writeError(ServiceError error, String namespace, String requestId) {
    StringBuilder out = new StringBuilder(256);
    out.append("<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"");
    XmlShapeWriter.escape(out, namespace);
    out.append("\"><Error><Type>");
    out.append(error.fault() == Fault.CLIENT ? "Sender" : "Receiver");
    out.append("</Type><Code>");
    XmlShapeWriter.escape(out, error.codeForQuery());
    out.append("</Code><Message>");
    XmlShapeWriter.escape(out, error.message());
    out.append("</Message></Error><RequestId>").append(requestId);
    out.append("</RequestId></ErrorResponse>");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}

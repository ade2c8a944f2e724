package dev.junction.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that sends any HTTP/2 headers at all, one request after the other, whatever the server
/// announced.
///
/// Source: RFC 9113, sections 3.4 (preface), 4.1 (frames) and 6.2 (HEADERS).
final class RawHttp2Client implements Closeable {

  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;
  private static final int END_STREAM_AND_HEADERS = 5;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
  private int stream = -1;

  RawHttp2Client(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    writeFrame(SETTINGS, 0, 0, new byte[0]);
  }

  static Http2Headers get(String path, String authority) {
    return new DefaultHttp2Headers(false)
        .method("GET")
        .scheme("http")
        .path(path)
        .authority(authority);
  }

  /// Sends a request without a body and gives the headers of its answer.
  Http2Headers answerTo(Http2Headers request) throws IOException, Http2Exception {
    stream += 2;
    ByteBuf encoded = Unpooled.buffer();
    encoder.encodeHeaders(stream, request, encoded);
    writeFrame(HEADERS, END_STREAM_AND_HEADERS, stream, ByteBufUtil.getBytes(encoded));
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int answered = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == HEADERS) {
        int skipped = (flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES;
        ByteBuf block = Unpooled.wrappedBuffer(payload, skipped, length - skipped);
        Http2Headers headers = decoder.decodeHeaders(answered, block);
        if (answered == stream) {
          return headers;
        }
      }
    }
  }

  private void writeFrame(int type, int flags, int id, byte[] payload) throws IOException {
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(id);
    frame.writeBytes(payload);
    out.write(ByteBufUtil.getBytes(frame));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

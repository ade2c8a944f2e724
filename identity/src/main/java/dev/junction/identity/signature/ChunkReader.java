package dev.junction.identity.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Walks through a body in `aws-chunked` encoding, chunk by chunk.
///
/// Shape: `hex-size[;chunk-signature=hex] CRLF data CRLF` …, a chunk of size zero, then trailing
/// `name:value` lines and an empty line, which some clients leave out. Errors: anything else ends
/// the walk as malformed.
final class ChunkReader {

  private static final byte[] EXTENSION = ";chunk-signature=".getBytes(StandardCharsets.US_ASCII);
  private static final int SIGNATURE_LENGTH = 64;
  private static final int SIZE_DIGITS_MAX = 7;
  private static final int TRAILER_FIELDS_MAX = 16;

  private final byte[] body;
  private final boolean signed;
  private int position;
  private int dataFrom;
  private int dataTo;
  private String signature = "";

  /// @param body the whole encoded body
  /// @param signed whether each chunk has to carry a signature; else none may
  ChunkReader(byte[] body, boolean signed) {
    this.body = body;
    this.signed = signed;
  }

  /// Goes to the next chunk; false when there is none that can be read.
  boolean next() {
    int size = readSize();
    if (size < 0 || (signed && !readSignature()) || !readLineEnd()) {
      return false;
    }
    dataFrom = position;
    if (size > body.length - position) {
      return false;
    }
    dataTo = position + size;
    position = dataTo;
    return size == 0 || readLineEnd();
  }

  int dataFrom() {
    return dataFrom;
  }

  int dataTo() {
    return dataTo;
  }

  /// Whether the chunk is the one of size zero, which closes the row.
  boolean isLast() {
    return dataFrom == dataTo;
  }

  /// The chunk's signature; empty in a body without.
  String signature() {
    return signature;
  }

  /// The lines behind the last chunk up to the end of the body; null when they are not well formed.
  @Nullable List<String> readTrailer() {
    List<String> fields = new ArrayList<>(2);
    while (position < body.length) {
      int from = position;
      while (position < body.length && body[position] != '\r') {
        position++;
      }
      String line = new String(body, from, position - from, StandardCharsets.ISO_8859_1);
      if (!readLineEnd() || fields.size() == TRAILER_FIELDS_MAX) {
        return null;
      }
      if (line.isEmpty()) {
        return position == body.length ? fields : null;
      }
      fields.add(line);
    }
    return fields;
  }

  private int readSize() {
    int size = 0;
    int digits = 0;
    while (position < body.length) {
      int digit = PercentText.hexDigit(body[position]);
      if (digit < 0) {
        break;
      }
      digits++;
      if (digits > SIZE_DIGITS_MAX) {
        return -1;
      }
      size = size * 16 + digit;
      position++;
    }
    return digits == 0 ? -1 : size;
  }

  private boolean readSignature() {
    if (body.length - position < EXTENSION.length + SIGNATURE_LENGTH) {
      return false;
    }
    for (byte expected : EXTENSION) {
      if (body[position++] != expected) {
        return false;
      }
    }
    signature = new String(body, position, SIGNATURE_LENGTH, StandardCharsets.ISO_8859_1);
    position += SIGNATURE_LENGTH;
    return true;
  }

  private boolean readLineEnd() {
    boolean there =
        position + 1 < body.length && body[position] == '\r' && body[position + 1] == '\n';
    position += 2;
    return there;
  }
}

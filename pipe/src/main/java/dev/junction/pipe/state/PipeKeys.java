package dev.junction.pipe.state;

import java.nio.charset.StandardCharsets;

/// The keys of pipes: the keyspace, then the pipe's key in UTF-8.
final class PipeKeys {

  static final byte KEYSPACE = 42;
  private static final byte PIPE = 1;

  private PipeKeys() {}

  static byte[] pipe(String key) {
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[text.length + 2];
    whole[0] = KEYSPACE;
    whole[1] = PIPE;
    System.arraycopy(text, 0, whole, 2, text.length);
    return whole;
  }

  /// From the first key of a pipe to behind the last.
  static byte[][] pipes() {
    return new byte[][] {{KEYSPACE, PIPE}, {KEYSPACE, PIPE + 1}};
  }

  static String textOf(byte[] key) {
    return new String(key, 2, key.length - 2, StandardCharsets.UTF_8);
  }
}

package dev.junction.identity.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The chain of signatures over the chunks of one body: each covers its chunk and the signature
/// before, the first of which is the request's own.
///
/// Source: Amazon S3 API Reference, "Signature calculations: transferring payload in multiple
/// chunks" and "… with trailing headers".
final class ChunkSignatures {

  private static final String CHUNK_ALGORITHM = "AWS4-HMAC-SHA256-PAYLOAD";
  private static final String TRAILER_ALGORITHM = "AWS4-HMAC-SHA256-TRAILER";
  private static final String HASH_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final SignatureParameters parameters;
  private final SignatureWorkspace workspace;
  private String previous;

  /// Follows a request whose own signature was just verified with the workspace: its key is in use.
  ChunkSignatures(SignatureParameters parameters, SignatureWorkspace workspace) {
    this.parameters = parameters;
    this.workspace = workspace;
    this.previous = parameters.signature();
  }

  /// Whether the next chunk carries its right signature.
  boolean acceptChunk(byte[] body, int from, int to, String signature) {
    GrowingBytes target = begin(CHUNK_ALGORITHM);
    target.put(HASH_OF_NOTHING);
    target.put('\n');
    workspace.putHash(body, from, to, target);
    return finish(target, signature);
  }

  /// Whether the trailing header fields, `name:value` each, carry their right signature.
  boolean acceptTrailer(List<String> fields, String signature) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(field).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    GrowingBytes target = begin(TRAILER_ALGORITHM);
    workspace.putHash(bytes, 0, bytes.length, target);
    return finish(target, signature);
  }

  private GrowingBytes begin(String algorithm) {
    GrowingBytes target = workspace.stringToSign;
    target.clear();
    target.put(algorithm);
    target.put('\n');
    target.put(parameters.timestamp());
    target.put('\n');
    SignatureCheck.writeScope(parameters.scope(), target);
    target.put('\n');
    target.put(previous);
    target.put('\n');
    return target;
  }

  private boolean finish(GrowingBytes target, String signature) {
    workspace.sign(target);
    previous = signature;
    return workspace.signatureIs(signature);
  }
}

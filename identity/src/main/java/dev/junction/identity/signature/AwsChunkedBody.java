package dev.junction.identity.signature;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a request whose body is in `aws-chunked` encoding into the same request with a plain body.
public final class AwsChunkedBody {

  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  private final HttpRequest request;
  private final PayloadForm form;
  private final @Nullable ChunkSignatures signatures;

  private AwsChunkedBody(
      HttpRequest request, PayloadForm form, @Nullable ChunkSignatures signatures) {
    this.request = request;
    this.form = form;
    this.signatures = signatures;
  }

  /// The request with a plain body, whatever signatures its chunks carry. Checksums behind the body
  /// are checked.
  public static Verification decodeUnverified(HttpRequest request) {
    PayloadForm form = PayloadForm.of(request.header("x-amz-content-sha256"));
    return form != null && form.isChunked()
        ? decode(request, form, null)
        : new Verification.Verified(request);
  }

  /// The request with a plain body, when each chunk carries its right signature.
  static Verification decode(
      HttpRequest request, PayloadForm form, @Nullable ChunkSignatures signatures) {
    return new AwsChunkedBody(request, form, signatures).decode();
  }

  private Verification decode() {
    byte[] body = request.body();
    ChunkReader reader = new ChunkReader(body, form.hasSignedChunks());
    byte[] plain = new byte[body.length];
    int length = 0;
    do {
      if (!reader.next()) {
        return malformed("a chunk is incomplete or not well formed");
      }
      if (signatures != null
          && !signatures.acceptChunk(
              body, reader.dataFrom(), reader.dataTo(), reader.signature())) {
        return new Verification.Refused(AuthenticationFailure.mismatch());
      }
      int size = reader.dataTo() - reader.dataFrom();
      System.arraycopy(body, reader.dataFrom(), plain, length, size);
      length += size;
    } while (!reader.isLast());
    List<String> trailer = reader.readTrailer();
    if (trailer == null) {
      return malformed("what follows the last chunk is not well formed");
    }
    byte[] decoded = Arrays.copyOf(plain, length);
    Verification.Refused refused = form.hasTrailer() ? checkTrailer(trailer, decoded) : null;
    if (refused != null) {
      return refused;
    }
    if (!form.hasTrailer() && !trailer.isEmpty()) {
      return malformed("header fields follow the last chunk");
    }
    String stated = request.header("x-amz-decoded-content-length");
    if (stated != null && !stated.strip().equals(Integer.toString(length))) {
      return malformed("x-amz-decoded-content-length is not the length of the decoded body");
    }
    return new Verification.Verified(plainRequest(decoded));
  }

  private Verification.@Nullable Refused checkTrailer(List<String> lines, byte[] decoded) {
    List<String> fields = lines;
    if (form.hasSignedChunks()) {
      String last = lines.isEmpty() ? "" : lines.getLast();
      if (!last.startsWith(TRAILER_SIGNATURE + ":")) {
        return malformed("the trailing header fields have no signature");
      }
      fields = lines.subList(0, lines.size() - 1);
      String signature = last.substring(TRAILER_SIGNATURE.length() + 1);
      if (signatures != null && !signatures.acceptTrailer(fields, signature)) {
        return new Verification.Refused(AuthenticationFailure.mismatch());
      }
    }
    Set<String> declared = declaredTrailer();
    for (String field : fields) {
      int colon = field.indexOf(':');
      String name = colon < 0 ? field : field.substring(0, colon);
      if (colon < 0 || !declared.remove(name.toLowerCase(Locale.ROOT))) {
        return malformed("x-amz-trailer does not announce each trailing header field once");
      }
      String problem = TrailingChecksum.problemWith(name, field.substring(colon + 1), decoded);
      if (problem != null) {
        return new Verification.Refused(AuthenticationFailure.incomplete(problem));
      }
    }
    return declared.isEmpty()
        ? null
        : malformed("x-amz-trailer announces header fields that do not follow");
  }

  private Set<String> declaredTrailer() {
    Set<String> names = new HashSet<>();
    for (String header : request.headers().all("x-amz-trailer")) {
      for (String name : header.split(",")) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /// The same request with the decoded body, and without what described its encoding.
  private HttpRequest plainRequest(byte[] decoded) {
    HttpHeaders headers = new HttpHeaders();
    request
        .headers()
        .forEach(
            (name, value) -> {
              switch (name.toLowerCase(Locale.ROOT)) {
                case "content-length" -> headers.add(name, Integer.toString(decoded.length));
                case "content-encoding" -> addRemainingEncoding(headers, name, value);
                case "x-amz-decoded-content-length", "x-amz-trailer" -> {}
                default -> headers.add(name, value);
              }
            });
    return new HttpRequest(
        request.method(), request.path(), request.query(), headers, decoded, request.secure());
  }

  private static void addRemainingEncoding(HttpHeaders headers, String name, String value) {
    StringBuilder remaining = new StringBuilder();
    for (String coding : value.split(",")) {
      if (!coding.strip().equalsIgnoreCase("aws-chunked")) {
        remaining.append(remaining.isEmpty() ? "" : ",").append(coding.strip());
      }
    }
    if (!remaining.isEmpty()) {
      headers.add(name, remaining.toString());
    }
  }

  private static Verification.Refused malformed(String what) {
    return new Verification.Refused(
        AuthenticationFailure.incomplete("The aws-chunked body cannot be read: " + what + "."));
  }
}

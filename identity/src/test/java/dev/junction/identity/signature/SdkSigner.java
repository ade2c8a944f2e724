package dev.junction.identity.signature;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// The signer of the AWS SDK for Java as an oracle: it signs, and hands the request over in the
/// form that our server would see.
public final class SdkSigner {

  /// How the SDK is asked to sign.
  public enum Mode {
    HEADER("[0-9a-f]{64}"),
    HEADER_UNSIGNED_PAYLOAD("UNSIGNED-PAYLOAD"),
    PRESIGNED("null"),
    SIGNED_CHUNKS("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
    SIGNED_CHUNKS_AND_TRAILER("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
    UNSIGNED_CHUNKS_AND_TRAILER("STREAMING-UNSIGNED-PAYLOAD-TRAILER");

    private final String contentSha256;

    Mode(String contentSha256) {
      this.contentSha256 = contentSha256;
    }

    /// The pattern of the header that shows whether the SDK did as it was asked.
    String contentSha256() {
      return contentSha256;
    }
  }

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsIdentity credentials;
  private final String region;
  private final String service;

  public SdkSigner(String accessKeyId, String secret, String region, String service) {
    this(AwsCredentialsIdentity.create(accessKeyId, secret), region, service);
  }

  private SdkSigner(AwsCredentialsIdentity credentials, String region, String service) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
  }

  /// A signer with session credentials.
  public static SdkSigner ofSession(
      String accessKeyId, String secret, String token, String region, String service) {
    return new SdkSigner(
        AwsSessionCredentialsIdentity.create(accessKeyId, secret, token), region, service);
  }

  /// Signs at the given time.
  public HttpRequest sign(SdkHttpRequest request, byte[] body, Mode mode, Instant at) {
    SignedRequest signed =
        signer.sign(
            builder -> {
              builder
                  .identity(credentials)
                  .request(overTransportOf(mode, request))
                  .payload(ContentStreamProvider.fromByteArray(body))
                  .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                  .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                  .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC));
              properties(mode).accept(builder);
            });
    return onTheWire(signed.request(), signed.payload().orElse(null));
  }

  /// The SDK leaves a body unsigned only where TLS protects it.
  private static SdkHttpRequest overTransportOf(Mode mode, SdkHttpRequest request) {
    return switch (mode) {
      case HEADER, PRESIGNED, SIGNED_CHUNKS, SIGNED_CHUNKS_AND_TRAILER -> request;
      case HEADER_UNSIGNED_PAYLOAD, UNSIGNED_CHUNKS_AND_TRAILER ->
          request.toBuilder().protocol("https").build();
    };
  }

  private static Consumer<SignRequest.Builder<?>> properties(Mode mode) {
    return builder -> {
      switch (mode) {
        case HEADER -> {}
        case HEADER_UNSIGNED_PAYLOAD ->
            builder.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
        case PRESIGNED ->
            builder
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(30));
        case SIGNED_CHUNKS ->
            builder.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true);
        case SIGNED_CHUNKS_AND_TRAILER ->
            builder
                .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                .putProperty(
                    AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
        case UNSIGNED_CHUNKS_AND_TRAILER ->
            builder
                .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(
                    AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.SHA256);
      }
    };
  }

  /// What arrives at a server: header values as one char per byte.
  private static HttpRequest onTheWire(
      SdkHttpRequest request, @Nullable ContentStreamProvider payload) {
    HttpHeaders headers = new HttpHeaders();
    request
        .headers()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        headers.add(
                            name,
                            new String(
                                value.getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1))));
    return new HttpRequest(
        request.method().name(),
        request.encodedPath(),
        request.encodedQueryParameters().orElse(null),
        headers,
        payload == null ? new byte[0] : readAll(payload),
        false);
  }

  private static byte[] readAll(ContentStreamProvider payload) {
    try (InputStream stream = payload.newStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.junction.server;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// An access key that signs requests with the signer of the AWS SDK.
record SdkKey(String id, String secret) {

  /// A GET that is signed for a service.
  HttpRequest.Builder get(URI uri, String service) {
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
    return sign(request, new byte[0], service).GET();
  }

  /// A call of SQS in its JSON protocol.
  HttpRequest.Builder sqs(URI endpoint, String operation, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.resolve("/"))
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("X-Amz-Target", "AmazonSQS." + operation)
            .build();
    return sign(request, body, "sqs").POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private HttpRequest.Builder sign(SdkHttpRequest request, byte[] body, String service) {
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                builder ->
                    builder
                        .identity(AwsCredentialsIdentity.create(id, secret))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpRequest.Builder out = HttpRequest.newBuilder(request.getUri());
    for (Map.Entry<String, List<String>> header : signed.request().headers().entrySet()) {
      if (!header.getKey().equalsIgnoreCase("Host")) {
        header.getValue().forEach(value -> out.header(header.getKey(), value));
      }
    }
    return out;
  }
}

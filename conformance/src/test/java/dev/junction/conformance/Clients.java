package dev.junction.conformance;

import dev.junction.server.Junction;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Unmodified SDK clients of a running server: only the endpoint is set.
public final class Clients {

  private Clients() {}

  public static StaticCredentialsProvider credentials(String accessKeyId) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret"));
  }

  /// One that waits for longer than usual: what is asked again because a busy machine takes more
  /// than half a minute for it is done twice.
  public static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)).build();
  }

  public static SqsClient sqs(Junction junction) {
    return sqs(junction, "test", Region.EU_CENTRAL_1);
  }

  public static SqsClient sqs(Junction junction, String accessKeyId, Region region) {
    return SqsClient.builder()
        .endpointOverride(junction.endpoint())
        .region(region)
        .credentialsProvider(credentials(accessKeyId))
        .httpClient(http())
        .build();
  }

  public static SqsAsyncClient sqsAsync(Junction junction) {
    return SqsAsyncClient.builder()
        .endpointOverride(junction.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(credentials("test"))
        .build();
  }

  /// Sets what every client needs.
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
      B builder, Junction junction) {
    return builder
        .endpointOverride(junction.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(credentials("test"))
        .httpClient(http())
        .build();
  }
}

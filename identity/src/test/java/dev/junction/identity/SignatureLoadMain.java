package dev.junction.identity;

import dev.junction.identity.session.SessionCredentials;
import dev.junction.identity.signature.SdkSigner;
import dev.junction.identity.signature.SdkSigner.Mode;
import dev.junction.wire.http.HttpRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Prints what authenticating one request costs, in time and in garbage, on one thread.
///
/// Arguments: the size of the body in bytes (1024) and the seconds per measurement (3).
final class SignatureLoadMain {

  private static final int BATCH = 1_000;

  private final Identities identities = new Identities();
  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final long nanosPerMeasurement;

  private SignatureLoadMain(long nanosPerMeasurement) {
    this.nanosPerMeasurement = nanosPerMeasurement;
  }

  public static void main(String[] arguments) {
    int bodyBytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_024;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    SignatureLoadMain main = new SignatureLoadMain(Duration.ofSeconds(seconds).toNanos());
    SdkSigner keySigner =
        new SdkSigner(Identities.ALICE.id(), Identities.SECRET_TEXT, "eu-central-1", "sqs");
    SessionCredentials session =
        main.identities.sessions.issue(Identities.ALICE.principal(), Duration.ofHours(1));
    SdkSigner sessionSigner =
        SdkSigner.ofSession(
            session.accessKeyId(),
            session.secret().reveal(),
            session.sessionToken(),
            "eu-central-1",
            "sqs");
    byte[] body = new byte[bodyBytes];
    for (Mode mode : Mode.values()) {
      main.measure("key " + mode, keySigner.sign(request(), body, mode, Identities.NOW));
    }
    main.measure("session", sessionSigner.sign(request(), body, Mode.HEADER, Identities.NOW));
  }

  /// A request as the Java SDK sends it: ten header fields, most of them signed.
  private static SdkHttpRequest request() {
    return SdkHttpRequest.builder()
        .protocol("http")
        .host("sqs.eu-central-1.localhost")
        .port(4566)
        .method(SdkHttpMethod.POST)
        .encodedPath("/")
        .putHeader("X-Amz-Target", "AmazonSQS.SendMessage")
        .putHeader("Content-Type", "application/x-amz-json-1.0")
        .putHeader("amz-sdk-invocation-id", "5f0c5b8e-5a2f-4d3c-9c2f-0a1b2c3d4e5f")
        .putHeader("amz-sdk-request", "attempt=1; max=3")
        .putHeader("User-Agent", "aws-sdk-java/2.40.2 md/io#sync md/http#UrlConnection")
        .build();
  }

  private void measure(String name, HttpRequest request) {
    run(request);
    long thread = Thread.currentThread().threadId();
    long allocatedBefore = threads.getThreadAllocatedBytes(thread);
    long startNanos = System.nanoTime();
    long count = run(request);
    long nanos = System.nanoTime() - startNanos;
    long allocated = threads.getThreadAllocatedBytes(thread) - allocatedBefore;
    System.out.printf(
        "%-34s %6.2f us, %6d bytes of garbage%n", name, nanos / 1e3 / count, allocated / count);
  }

  private long run(HttpRequest request) {
    long count = 0;
    long deadline = System.nanoTime() + nanosPerMeasurement;
    while (System.nanoTime() - deadline < 0) {
      for (int i = 0; i < BATCH; i++) {
        Authentication authentication = identities.strict.authenticate(request);
        if (!(authentication instanceof Authentication.Authenticated)) {
          throw new IllegalStateException("Not accepted: " + authentication);
        }
      }
      count += BATCH;
    }
    return count;
  }
}

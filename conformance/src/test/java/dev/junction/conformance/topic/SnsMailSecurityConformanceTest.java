package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import dev.junction.topic.signature.SigningKey;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/// Mails to a mail server that wants TLS and a password. Expected values:
/// docs/operating/carriers.md.
final class SnsMailSecurityConformanceTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private final SigningKey key = SigningKey.generate("localhost", Instant.now());
  private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
  private final AtomicInteger logins = new AtomicInteger();

  /// Counts the connections that have ended.
  private record Counting(AtomicInteger ended) implements SessionHandler {

    @Override
    public SessionAcceptance accept(Session session) {
      return SessionAcceptance.success();
    }

    @Override
    public void onSessionEnd(Session session) {
      ended.incrementAndGet();
    }
  }

  private SSLContext context() throws Exception {
    byte[] encoded = Base64.getDecoder().decode(key.privateKey().reveal());
    PrivateKey own =
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(key.certificatePem().getBytes(StandardCharsets.US_ASCII)));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", own, PASSWORD, new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private SMTPServer.Builder server() {
    return SMTPServer.port(0)
        .bindAddress(InetAddress.getLoopbackAddress())
        .requireAuth()
        .authenticationHandlerFactory(
            new EasyAuthenticationHandlerFactory(
                (user, password, _) -> {
                  logins.incrementAndGet();
                  if (!user.equals("junction") || !password.equals("secret")) {
                    throw new LoginFailedException();
                  }
                }))
        .messageHandler(
            (_, _, to, bytes) -> mails.add(to + '|' + new String(bytes, StandardCharsets.UTF_8)));
  }

  private SnsBench bench(int port, String security, String pem) throws Exception {
    Path certificates = folder.resolve("ca.pem");
    Files.writeString(certificates, pem);
    return new SnsBench(
        Junction.builder()
            .ephemeral()
            .port(0)
            .set("sns.mail.host", "localhost")
            .set("sns.mail.port", port)
            .set("sns.mail.security", security)
            .set("sns.mail.user", "junction")
            .set("sns.mail.password", "secret")
            .set("sns.mail.from", "sns@example.com")
            .set("sns.mail.certificates", certificates.toString())
            .start());
  }

  private static void subscribe(SnsBench bench) {
    String topic = bench.topic("orders");
    bench.sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("ann@example.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "tls"})
  void mailsLeaveByTlsWithAPassword(String security) throws Exception {
    SMTPServer.Builder builder = server();
    SMTPServer server =
        security.equals("tls")
            ? builder.serverSocketFactory(context()).build()
            : builder.enableTLS().requireTLS().startTlsSocketFactory(context()).build();
    server.start();
    try (SnsBench bench = bench(server.getPortAllocated(), security, key.certificatePem())) {
      subscribe(bench);
      assertThat(mails.poll(1, TimeUnit.MINUTES))
          .startsWith("ann@example.com|")
          .contains("AWS Notification - Subscription Confirmation");
      assertThat(logins).hasValue(1);
    } finally {
      server.stop();
    }
  }

  /// A server that does not offer TLS, and one whose certificate nobody vouches for.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingLeavesUnprotected(boolean offersTls) throws Exception {
    AtomicInteger sessions = new AtomicInteger();
    SMTPServer.Builder builder = server().sessionHandler(new Counting(sessions));
    SMTPServer server =
        offersTls
            ? builder.enableTLS().startTlsSocketFactory(context()).build()
            : builder.hideTLS().build();
    server.start();
    String another = SigningKey.generate("localhost", Instant.now()).certificatePem();
    try (SnsBench bench = bench(server.getPortAllocated(), "starttls", another)) {
      bench.junction.clock().hold();
      subscribe(bench);
      // The second attempt begins when the first is over.
      Awaitility.await()
          .until(
              () -> {
                bench.advance(Duration.ofSeconds(11));
                return sessions.get() >= 2;
              });
      assertThat(logins).as("passwords that were told").hasValue(0);
      assertThat(mails).isEmpty();
    } finally {
      server.stop();
    }
  }
}

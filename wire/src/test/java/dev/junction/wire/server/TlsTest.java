package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The TLS port, with a client that trusts nothing but the server's certificate.
class TlsTest {

  @TempDir Path folder;

  private final EchoHandler echo = new EchoHandler();

  @ParameterizedTest
  @CsvSource({"HTTP_1_1, localhost", "HTTP_2, localhost", "HTTP_2, 127.0.0.1"})
  void clientThatTrustsTheSelfMadeCertificateIsServed(HttpClient.Version version, String host)
      throws Exception {
    TlsSettings tls = new TlsSettings.SelfMade(folder.resolve("tls"), 0);
    try (EdgeServer server = EdgeServer.start(echo, settings -> settings.withTls(tls));
        HttpClient client =
            HttpClient.newBuilder()
                .version(version)
                .sslContext(trusting(folder.resolve("tls/certificate.pem")))
                .build()) {
      URI uri = URI.create("https://" + host + ":" + server.edge().tlsPort() + "/p?q");
      var response =
          client.send(
              HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("hi")).build(),
              BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("hi");
      assertThat(response.version()).isEqualTo(version);
      assertThat(echo.only().secure()).isTrue();
      assertThat(echo.only().header("Host")).isEqualTo(uri.getAuthority());
    }
  }

  @Test
  void selfMadeCertificateIsKeptAndItsKeyIsPrivate() throws Exception {
    SelfMadeCertificate first = SelfMadeCertificate.in(folder);
    byte[] certificate = Files.readAllBytes(first.certificate());
    assertThat(SelfMadeCertificate.in(folder)).isEqualTo(first);
    assertThat(Files.readAllBytes(first.certificate())).isEqualTo(certificate);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.key())))
        .isEqualTo("rw-------");
    assertThat(read(first.certificate()).getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void certificateWithoutItsKeyIsMadeAnew() throws Exception {
    SelfMadeCertificate first = SelfMadeCertificate.in(folder);
    byte[] certificate = Files.readAllBytes(first.certificate());
    Files.delete(first.key());
    assertThat(Files.readAllBytes(SelfMadeCertificate.in(folder).certificate()))
        .isNotEqualTo(certificate);
  }

  @Test
  void givenFilesAreServed() throws Exception {
    SelfMadeCertificate given = SelfMadeCertificate.in(folder);
    TlsSettings tls = new TlsSettings.PemFiles(given.certificate(), given.key(), 0);
    try (EdgeServer server = EdgeServer.start(echo, settings -> settings.withTls(tls));
        HttpClient client =
            HttpClient.newBuilder().sslContext(trusting(given.certificate())).build()) {
      URI uri = URI.create("https://localhost:" + server.edge().tlsPort() + "/");
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void missingFilesFailTheStart() {
    TlsSettings tls = new TlsSettings.PemFiles(folder.resolve("none"), folder.resolve("none"), 0);
    assertThatThrownBy(() -> EdgeServer.start(echo, settings -> settings.withTls(tls)))
        .hasRootCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void takenPortFailsTheStart() {
    try (EdgeServer server = EdgeServer.start(echo)) {
      HttpEdgeSettings same = HttpEdgeSettings.at("127.0.0.1", server.port());
      assertThatThrownBy(() -> HttpEdge.start(same, echo).join())
          .hasRootCauseInstanceOf(java.net.BindException.class);
    }
  }

  @Test
  void withoutTlsThereIsNoTlsPort() {
    try (EdgeServer server = EdgeServer.start(echo)) {
      assertThat(server.edge().tlsPort()).isEqualTo(-1);
    }
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("server", read(certificate));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static X509Certificate read(Path certificate) throws Exception {
    try (InputStream stream = Files.newInputStream(certificate)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
    }
  }
}

package dev.junction.server.carrier;

import dev.junction.kernel.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A mail server and how to speak to it.
///
/// @param host its name
/// @param port its port
/// @param security how the connection is protected
/// @param user who sends, or null without authentication
/// @param password the user's password, or null without authentication
/// @param from the sender's address
/// @param certificates a file of certificates to trust, PEM; null for those that Java trusts
public record MailServer(
    String host,
    int port,
    Security security,
    @Nullable String user,
    @Nullable Secret password,
    String from,
    @Nullable Path certificates) {

  /// How a connection is protected.
  public enum Security {
    /// Not at all.
    NONE,
    /// TLS begins after a word in clear, and without it nothing is sent.
    STARTTLS,
    /// TLS from the first byte.
    TLS
  }

  @Nullable SSLSocketFactory trust() {
    if (certificates == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(certificates)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted-" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException e) {
      throw new UncheckedIOException("The mail server's certificates cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The mail server's certificates cannot be used", e);
    }
  }
}

package dev.junction.wire.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From [TlsSettings] to what the server library wants to know.
final class EdgeCertificate {

  private EdgeCertificate() {}

  /// The options of the TLS port; null when there is none.
  static @Nullable ServerSSLOptions options(TlsSettings settings) throws IOException {
    return switch (settings) {
      case TlsSettings.Off _ -> null;
      case TlsSettings.SelfMade selfMade -> {
        SelfMadeCertificate kept = SelfMadeCertificate.in(selfMade.folder());
        yield options(kept.certificate(), kept.key());
      }
      case TlsSettings.PemFiles files -> options(files.certificate(), files.key());
    };
  }

  static int port(TlsSettings settings) {
    return switch (settings) {
      case TlsSettings.Off _ -> throw new IllegalArgumentException("there is no TLS port");
      case TlsSettings.SelfMade selfMade -> selfMade.port();
      case TlsSettings.PemFiles files -> files.port();
    };
  }

  private static ServerSSLOptions options(Path certificate, Path key) throws IOException {
    return new ServerSSLOptions()
        .setUseAlpn(true)
        .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(Files.readAllBytes(certificate)))
                .addKeyValue(Buffer.buffer(Files.readAllBytes(key))));
  }
}

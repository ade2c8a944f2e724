package dev.junction.wire.server;

import java.nio.file.Path;

/// Whether an [HttpEdge] also listens with TLS, and with whose certificate. TLS has a port of its
/// own, where the client chooses HTTP/2 or HTTP/1.1 (ALPN).
public sealed interface TlsSettings {

  /// Cleartext only.
  TlsSettings OFF = new Off();

  /// Cleartext only.
  record Off() implements TlsSettings {}

  /// A certificate that the server signs itself, for this machine's name and its loopback names.
  ///
  /// Durability: made once, kept in the folder as `certificate.pem` and `key.pem` (readable by its
  /// owner only), and used again until it is about to expire.
  ///
  /// @param folder where it is kept; made when it is missing
  /// @param port the TLS port; 0 for any free one
  record SelfMade(Path folder, int port) implements TlsSettings {}

  /// A certificate given by the operator.
  ///
  /// @param certificate the certificate chain in PEM, the server's own first
  /// @param key its private key in PEM (PKCS 8)
  /// @param port the TLS port; 0 for any free one
  record PemFiles(Path certificate, Path key, int port) implements TlsSettings {}
}

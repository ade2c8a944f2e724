package dev.junction.wire.server;

import dev.junction.kernel.OwnerFile;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate that this server signed itself, and its key, as two PEM files in one folder.
///
/// @param certificate the certificate
/// @param key its private key, readable by its owner only
record SelfMadeCertificate(Path certificate, Path key) {

  private static final Duration VALIDITY = Duration.ofDays(825);
  private static final Duration RENEWAL = Duration.ofDays(30);

  /// The certificate kept in the folder; made there when it is missing or about to expire.
  static SelfMadeCertificate in(Path folder) throws IOException {
    Files.createDirectories(folder);
    SelfMadeCertificate kept =
        new SelfMadeCertificate(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    if (!kept.usableAt(Instant.now().plus(RENEWAL))) {
      kept.make();
    }
    return kept;
  }

  private boolean usableAt(Instant time) throws IOException {
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return false;
    }
    try (var stream = Files.newInputStream(certificate)) {
      X509Certificate read =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
      return time.isBefore(read.getNotAfter().toInstant());
    } catch (CertificateException unreadable) {
      throw new IOException("not a certificate: " + certificate, unreadable);
    }
  }

  private void make() throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      // The key goes first: a certificate whose key is missing is made anew, the reverse would
      // serve a key that does not belong to the certificate.
      Files.deleteIfExists(certificate);
      write(key, new JcaPKCS8Generator(pair.getPrivate(), null));
      write(certificate, sign(pair));
    } catch (GeneralSecurityException | OperatorCreationException failure) {
      throw new IOException("the self-made certificate could not be made", failure);
    }
  }

  private static X509CertificateHolder sign(KeyPair pair)
      throws IOException, OperatorCreationException {
    X500Principal name = new X500Principal("CN=localhost, O=Junction self-made certificate");
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(VALIDITY)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, names());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  private static GeneralNames names() {
    Set<String> hosts = new LinkedHashSet<>();
    hosts.add("localhost");
    hosts.add(hostName());
    List<GeneralName> names = new ArrayList<>();
    hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      // A container without a name of its own is reached by the loopback names only.
      return "localhost";
    }
  }

  private static void write(Path file, Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    OwnerFile.write(file, text.toString());
  }
}

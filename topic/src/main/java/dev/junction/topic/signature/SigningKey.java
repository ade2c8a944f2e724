package dev.junction.topic.signature;

import dev.junction.kernel.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The RSA key that signs messages, with a certificate that it signed itself.
///
/// Verifiers want the certificate as PEM without anything around it, valid now and made out to the
/// service's name. Source: `CertificateRetriever` of the AWS SDK for Java 2.47. Threads: any.
public final class SigningKey {

  /// The name that certificates of the service carry in most regions.
  public static final String COMMON_NAME = "sns.amazonaws.com";

  private static final int KEY_BITS = 2048;
  private static final Duration BACKDATED = Duration.ofDays(1);
  private static final Duration VALIDITY = Duration.ofDays(3650);

  private final PrivateKey key;
  private final String certificatePem;

  private SigningKey(PrivateKey key, String certificatePem) {
    this.key = key;
    this.certificatePem = certificatePem;
  }

  /// Makes a key with a certificate that is valid for ten years.
  public static SigningKey generate(String commonName, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), pem(certificate(pair, commonName, now)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException missing) {
      throw new IllegalStateException("RSA certificates cannot be made here", missing);
    }
  }

  /// The key that was kept as [#privateKey()] and [#certificatePem()].
  public static SigningKey restore(Secret privateKey, String certificatePem) {
    try {
      byte[] encoded = Base64.getDecoder().decode(privateKey.reveal());
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey(key, certificatePem);
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("the kept signing key is not one", damaged);
    }
  }

  /// Signs a text; the signature in base 64.
  public String sign(SignatureVersion version, StringToSign text) {
    try {
      Signature signature = Signature.getInstance(version.algorithm());
      signature.initSign(key);
      signature.update(text.text().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(version.algorithm() + " is not to be had here", missing);
    }
  }

  /// The certificate that verifies the signatures.
  public String certificatePem() {
    return certificatePem;
  }

  /// The private key in PKCS 8, base 64.
  public Secret privateKey() {
    return new Secret(Base64.getEncoder().encodeToString(key.getEncoded()));
  }

  private static X509CertificateHolder certificate(KeyPair pair, String commonName, Instant now)
      throws IOException, OperatorCreationException {
    X500Principal name = new X500Principal("CN=" + commonName);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(VALIDITY)),
            name,
            pair.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, commonName)));
    return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
  }

  private static String pem(X509CertificateHolder certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificate);
    }
    return text.toString();
  }
}

package dev.junction.topic.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SigningKeyTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate(SigningKey.COMMON_NAME, NOW);
  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:MyTopic";
  private static final String TIME = "2012-05-02T00:54:06.655Z";

  // Source: SNS Developer Guide, "Verifying the signatures of Amazon SNS messages", whose example
  // of a notification this is.
  @Test
  void aNotificationIsSignedLineByLine() {
    assertThat(
            StringToSign.notification(
                    TOPIC,
                    "4d4dc071-ddbf-465d-bba8-08f81c89da64",
                    "My subject",
                    "Test message",
                    "2019-01-31T04:37:04.321Z")
                .text())
        .isEqualTo(
            """
            Message
            Test message
            MessageId
            4d4dc071-ddbf-465d-bba8-08f81c89da64
            Subject
            My subject
            Timestamp
            2019-01-31T04:37:04.321Z
            TopicArn
            arn:aws:sns:us-east-1:123456789012:MyTopic
            Type
            Notification
            """);
    assertThat(StringToSign.notification(TOPIC, "id", null, "text", TIME).text())
        .isEqualTo(
            "Message\ntext\nMessageId\nid\nTimestamp\n"
                + TIME
                + "\nTopicArn\n"
                + TOPIC
                + "\nType\nNotification\n");
  }

  @Test
  void confirmationsAreSignedWithUrlAndToken() {
    StringToSign.Confirmation confirmation =
        new StringToSign.Confirmation("id", "sentence", "https://host/?Token=t", "t");
    String lines =
        "Message\nsentence\nMessageId\nid\nSubscribeURL\nhttps://host/?Token=t\nTimestamp\n"
            + TIME
            + "\nToken\nt\nTopicArn\n"
            + TOPIC
            + "\nType\n";

    assertThat(StringToSign.subscriptionConfirmation(TOPIC, confirmation, TIME).text())
        .isEqualTo(lines + "SubscriptionConfirmation\n");
    assertThat(StringToSign.unsubscribeConfirmation(TOPIC, confirmation, TIME).text())
        .isEqualTo(lines + "UnsubscribeConfirmation\n");
  }

  // Source: the guide names SHA1withRSA for version 1 and SHA256withRSA for version 2.
  @Test
  void bothVersionsVerifyWithTheCertificate() throws Exception {
    StringToSign text = StringToSign.notification(TOPIC, "id", "Betreff", "Grüße\n", TIME);

    assertThat(verifies("SHA1withRSA", text, KEY.sign(SignatureVersion.ONE, text))).isTrue();
    assertThat(verifies("SHA256withRSA", text, KEY.sign(SignatureVersion.TWO, text))).isTrue();
    assertThat(verifies("SHA256withRSA", text, KEY.sign(SignatureVersion.ONE, text))).isFalse();
    StringToSign other = StringToSign.notification(TOPIC, "id", "Betreff", "Grüße", TIME);
    assertThat(verifies("SHA1withRSA", other, KEY.sign(SignatureVersion.ONE, text))).isFalse();
  }

  // Source: CertificateRetriever of the AWS SDK for Java 2.47, which refuses other certificates.
  @Test
  void theCertificateIsOneThatTheSdkTakes() throws Exception {
    assertThat(KEY.certificatePem())
        .matches(
            "^[\\s]*-----BEGIN [A-Z]+-----\\n[A-Za-z\\d+\\/\\n]+[=]{0,2}\\n-----END [A-Z]+-----[\\s]*$");
    X509Certificate certificate = certificate();
    certificate.checkValidity(Date.from(NOW));
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=sns.amazonaws.com");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "sns.amazonaws.com"));
  }

  @Test
  void aKeptKeySignsAlike() {
    SigningKey again = SigningKey.restore(KEY.privateKey(), KEY.certificatePem());
    StringToSign text = StringToSign.notification(TOPIC, "id", null, "text", TIME);

    assertThat(again.sign(SignatureVersion.TWO, text))
        .isEqualTo(KEY.sign(SignatureVersion.TWO, text));
  }

  @Test
  void versionsAreReadByTheirNumber() {
    assertThat(SignatureVersion.parse("1")).contains(SignatureVersion.ONE);
    assertThat(SignatureVersion.parse("2")).contains(SignatureVersion.TWO);
    assertThat(SignatureVersion.parse("3")).isEmpty();
  }

  private static boolean verifies(String algorithm, StringToSign text, String signature)
      throws Exception {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate().getPublicKey());
    verifier.update(text.text().getBytes(StandardCharsets.UTF_8));
    return verifier.verify(Base64.getDecoder().decode(signature));
  }

  private static X509Certificate certificate() throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(KEY.certificatePem().getBytes(StandardCharsets.UTF_8)));
  }
}

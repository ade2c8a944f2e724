package dev.junction.server.carrier;

import dev.junction.delivery.Carrier;
import dev.junction.delivery.Letter;
import dev.junction.delivery.outbound.OutboundResult;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// Sends mails through the mail server of the operator, by SMTP.
///
/// What the mail server refuses for good (a reply from 500 on for the address or for the mail) is
/// not tried again. Limits: [#AT_ONCE_MAX] connections; [#TIMEOUT] for a mail. Threads: one virtual
/// thread for each mail that is being sent.
public final class MailCarrier implements Carrier {

  static final Duration TIMEOUT = Duration.ofSeconds(60);

  static final int AT_ONCE_MAX = 16;

  /// What mails without a subject of their own have. Source: what the real service sends.
  private static final String SUBJECT = "AWS Notification Message";

  private final MailServer server;
  private final Session session;
  private final Semaphore free = new Semaphore(AT_ONCE_MAX);

  public MailCarrier(MailServer server) {
    this.server = server;
    session = Session.getInstance(properties(server, server.trust()));
  }

  private static Properties properties(MailServer server, @Nullable SSLSocketFactory trust) {
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", String.valueOf(server.port()));
    properties.put("mail.smtp.auth", String.valueOf(server.user() != null));
    properties.put("mail.smtp.connectiontimeout", "5000");
    properties.put("mail.smtp.timeout", "15000");
    properties.put("mail.smtp.writetimeout", "15000");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (server.security()) {
      case NONE -> {}
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
    }
    if (trust != null) {
      properties.put("mail.smtp.ssl.socketFactory", trust);
    }
    return properties;
  }

  @Override
  public CompletableFuture<OutboundResult> carry(Errand errand) {
    CompletableFuture<OutboundResult> result = new CompletableFuture<>();
    result.completeOnTimeout(
        new OutboundResult.Unanswered("The mail server took too long"),
        TIMEOUT.toMillis(),
        TimeUnit.MILLISECONDS);
    Thread.ofVirtual().name("mail").start(() -> result.complete(send(errand.letter())));
    return result;
  }

  private OutboundResult send(Letter letter) {
    free.acquireUninterruptibly();
    try {
      return deliver(letter);
    } finally {
      free.release();
    }
  }

  private OutboundResult deliver(Letter letter) {
    MimeMessage mail;
    try {
      mail = mail(letter);
    } catch (MessagingException bad) {
      return new OutboundResult.Forbidden("This cannot be mailed: " + bad.getMessage());
    }
    try (Transport transport = session.getTransport()) {
      String password = server.password() == null ? null : server.password().reveal();
      transport.connect(server.user(), password);
      transport.sendMessage(mail, mail.getAllRecipients());
      return new OutboundResult.Answered(200);
    } catch (MessagingException failed) {
      String reason = Objects.requireNonNullElse(failed.getMessage(), "no reason given").strip();
      return isFinal(failed)
          ? new OutboundResult.Forbidden("The mail server refused: " + reason)
          : new OutboundResult.Unanswered(reason);
    }
  }

  /// Whether the mail server said that trying again is of no use. Source: RFC 5321, 4.2.1.
  private static boolean isFinal(MessagingException failed) {
    for (Exception cause = failed; cause != null; cause = next(cause)) {
      if (cause instanceof SMTPAddressFailedException address && address.getReturnCode() >= 500) {
        return true;
      }
      if (cause instanceof SMTPSendFailedException mail && mail.getReturnCode() >= 500) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Exception next(Exception cause) {
    return cause instanceof SendFailedException failed ? failed.getNextException() : null;
  }

  private MimeMessage mail(Letter letter) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(strict(server.from()));
    mail.setRecipient(Message.RecipientType.TO, strict(letter.address()));
    mail.setSubject(
        Objects.requireNonNullElse(letter.subject(), SUBJECT), StandardCharsets.UTF_8.name());
    mail.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(letter.atMillis()).atOffset(ZoneOffset.UTC)));
    mail.setHeader("x-amz-sns-topic-arn", letter.source());
    mail.setText(letter.body(), StandardCharsets.UTF_8.name());
    return mail;
  }

  private static InternetAddress strict(String address) throws AddressException {
    InternetAddress parsed = new InternetAddress(address, true);
    parsed.validate();
    return parsed;
  }
}

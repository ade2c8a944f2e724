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
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// Sends mails through the mail server of the operator, by SMTP.
///
/// What the mail server refuses for good (a reply from 500 on for the address or for the mail) is
/// not tried again. A mail says the same `Message-ID` each time that it is tried, so that who got
/// it twice can tell. Limits: those of [MailLanes]; [#TIMEOUT] for a mail, from when its turn
/// begins. Threads: one virtual thread for each mail that is being sent.
public final class MailCarrier implements Carrier {

  static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern UNSUBSCRIBE =
      Pattern.compile(
          "https?://[!-;=?-~]{1,2000}/\\?Action=Unsubscribe&SubscriptionArn=[!-;=?-~]{1,2000}");

  /// What a mail takes of memory beside its text.
  private static final int FRAME_BYTES = 2_048;

  private final MailServer server;
  private final Duration timeout;
  private final Session session;
  private final MailLanes lanes = new MailLanes();

  public MailCarrier(MailServer server) {
    this(server, TIMEOUT);
  }

  MailCarrier(MailServer server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
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
  public boolean hasRoom(Errand errand) {
    return lanes.hasRoom(Letter.domainOf(errand.letter().address()), bytes(errand));
  }

  private static int bytes(Errand errand) {
    return FRAME_BYTES + 2 * errand.letter().body().length();
  }

  @Override
  public CompletableFuture<OutboundResult> carry(Errand errand) {
    CompletableFuture<OutboundResult> result = new CompletableFuture<>();
    lanes.enter(
        Letter.domainOf(errand.letter().address()),
        bytes(errand),
        turn -> Thread.ofVirtual().name("mail").start(() -> send(errand, turn, result)));
    return result;
  }

  private void send(Errand errand, MailLanes.Turn turn, CompletableFuture<OutboundResult> result) {
    MailLanes.End end = MailLanes.End.SILENT;
    try {
      // Waiting for the turn is no attempt, so its time does not count.
      result.completeOnTimeout(
          new OutboundResult.Unanswered("The mail server took too long"),
          timeout.toMillis(),
          TimeUnit.MILLISECONDS);
      OutboundResult sent = deliver(errand);
      if (!(sent instanceof OutboundResult.Unanswered)) {
        end = MailLanes.End.ANSWERED;
      }
      result.complete(sent);
    } catch (RuntimeException fault) {
      result.complete(new OutboundResult.Unanswered("The mail could not be sent: " + fault));
    } finally {
      lanes.end(turn, end);
    }
  }

  private OutboundResult deliver(Errand errand) {
    MimeMessage mail;
    try {
      mail = mail(errand);
    } catch (MessagingException bad) {
      return new OutboundResult.Forbidden("This cannot be mailed: " + bad.getMessage());
    }
    boolean sent = false;
    try (Transport transport = session.getTransport()) {
      String password = server.password() == null ? null : server.password().reveal();
      transport.connect(server.user(), password);
      transport.sendMessage(mail, mail.getAllRecipients());
      sent = true;
      return new OutboundResult.Answered(200);
    } catch (MessagingException failed) {
      if (sent) {
        // The server took the mail; only the farewell failed.
        return new OutboundResult.Answered(200);
      }
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

  private MimeMessage mail(Errand errand) throws MessagingException {
    Letter letter = errand.letter();
    MimeMessage mail = new IdentifiedMail(session, identity(errand));
    mail.setFrom(sender(errand));
    mail.setRecipient(Message.RecipientType.TO, strict(letter.address()));
    mail.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    mail.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(letter.atMillis()).atOffset(ZoneOffset.UTC)));
    mail.setHeader("x-amz-sns-topic-arn", letter.source());
    String unsubscribe = unsubscribeLink(letter);
    if (unsubscribe != null) {
      mail.setHeader("List-Unsubscribe", '<' + unsubscribe + '>');
    }
    mail.setText(letter.body(), StandardCharsets.UTF_8.name());
    return mail;
  }

  /// The operator's address under the name that the source gives itself.
  private InternetAddress sender(Errand errand) throws AddressException {
    InternetAddress sender = strict(server.from());
    String name = errand.details().get("displayName");
    if (name != null) {
      try {
        // Line breaks would begin headers of their own.
        String line = CONTROLS.matcher(name).replaceAll(" ");
        sender.setPersonal(line, StandardCharsets.UTF_8.name());
      } catch (UnsupportedEncodingException impossible) {
        throw new IllegalStateException("Every Java has UTF-8", impossible);
      }
    }
    return sender;
  }

  /// The link that ends the subscription, which is the last line of what topics send; null without
  /// one. Source of the header: RFC 2369, 3.2.
  private static @Nullable String unsubscribeLink(Letter letter) {
    String text = letter.body().stripTrailing();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return letter.kind().equals("email") && UNSUBSCRIBE.matcher(last).matches() ? last : null;
  }

  /// The same for each attempt to bring a message to an address; null for one without an id.
  private @Nullable String identity(Errand errand) {
    String id = errand.details().get("x-amz-sns-message-id");
    if (id == null) {
      return null;
    }
    String whole = id + '\n' + errand.letter().kind() + '\n' + errand.letter().address();
    UUID local = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
    return '<' + local.toString() + '@' + Letter.domainOf(server.from()) + '>';
  }

  /// A mail whose `Message-ID` is not made up anew.
  private static final class IdentifiedMail extends MimeMessage {

    private final @Nullable String identity;

    IdentifiedMail(Session session, @Nullable String identity) {
      super(session);
      this.identity = identity;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      if (identity == null) {
        super.updateMessageID();
      } else {
        setHeader("Message-ID", identity);
      }
    }
  }

  private static InternetAddress strict(String address) throws AddressException {
    InternetAddress parsed = new InternetAddress(address, true);
    parsed.validate();
    return parsed;
  }
}

package dev.junction.server.config;

import dev.junction.kernel.Secret;
import dev.junction.server.carrier.MailServer;
import dev.junction.storage.file.SyncPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// All settings of a server, checked. What each means stands in `junction-defaults.conf`.
public record Settings(
    Http http,
    Tls tls,
    DataFolder data,
    Storage storage,
    Identity identity,
    Time time,
    Delivery delivery,
    Sqs sqs,
    Sns sns,
    Events events,
    Trace trace,
    Log log) {

  /// The cleartext port and what it accepts.
  public record Http(
      String host, int port, Duration headerTimeout, Duration idleTimeout, int connectionsMax) {

    public boolean isLoopback() {
      return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
  }

  /// The TLS port.
  public record Tls(String mode, int port, Path certificate, Path key) {}

  /// Where data lies.
  public record DataFolder(Path folder, boolean ephemeral) {}

  /// How data is kept; without a file of its key it is not encrypted.
  public record Storage(
      SyncPolicy sync, int partitions, long checkpointBytes, @Nullable Path keyFile) {}

  /// How callers are told apart; a null file means open mode.
  public record Identity(@Nullable Path credentials, boolean openToNetwork) {

    /// Whether any caller is believed.
    public boolean isOpen() {
      return credentials == null;
    }
  }

  /// Whether callers may hold and move the clock.
  public record Time(boolean movable) {}

  /// Where messages may be delivered to outside.
  public record Delivery(boolean loopback, boolean privateNetworks) {}

  /// Quotas of the queue that tests rarely want.
  public record Sqs(boolean strictLimits) {}

  /// What topics do that costs, and what the URLs in their messages begin with; null for how the
  /// caller reached the server.
  ///
  /// @param originationNumbers the numbers that text messages come from
  /// @param smsSandbox whether text messages reach verified numbers only
  /// @param mail what sends mails; null for the mailbox
  /// @param sms what sends text messages; null for the mailbox
  /// @param push what sends pushes; null for the mailbox
  public record Sns(
      boolean signQueueMessages,
      @Nullable String publicUrl,
      List<String> originationNumbers,
      boolean smsSandbox,
      @Nullable MailServer mail,
      @Nullable Gateway sms,
      @Nullable Gateway push) {}

  /// A gateway that takes messages by HTTP.
  public record Gateway(String url, @Nullable Secret token) {}

  /// Quotas of event buses.
  public record Events(int rulesPerBus, int targetsPerRule) {}

  /// How much is kept of the way of messages.
  public record Trace(long bytesMax) {}

  /// What is logged.
  public record Log(boolean json, String level) {}

  static Settings of(SettingsReader in) {
    Identity identity = identity(in);
    Settings settings =
        new Settings(
            new Http(
                in.text("http.host"),
                in.integer("http.port", 0, 65_535),
                in.duration("http.header-timeout"),
                in.duration("http.idle-timeout"),
                in.integer("http.connections-max", 1, 1_000_000)),
            new Tls(
                in.oneOf("tls.mode", "off", "self-made", "files"),
                in.integer("tls.port", 0, 65_535),
                Path.of(in.text("tls.certificate")),
                Path.of(in.text("tls.key"))),
            new DataFolder(Path.of(in.text("data.folder")), in.bool("data.ephemeral")),
            new Storage(
                syncPolicy(in),
                partitions(in),
                in.number("storage.checkpoint-bytes", 1 << 20, Long.MAX_VALUE),
                pathOrNone(in.text("storage.encryption.key-file"))),
            identity,
            new Time(isAllowedOr(in, "clock.movable", identity.isOpen())),
            new Delivery(
                isAllowedOr(in, "delivery.loopback", identity.isOpen()),
                in.bool("delivery.private-networks")),
            new Sqs(in.bool("sqs.strict-limits")),
            sns(in),
            new Events(
                in.integer("events.rules-per-bus", 1, 1_000_000),
                in.integer("events.targets-per-rule", 1, 100)),
            new Trace(in.number("trace.bytes", 0, 1L << 30)),
            new Log(
                in.oneOf("log.format", "text", "json").equals("json"),
                in.oneOf("log.level", "error", "warn", "info", "debug")));
    settings.checkTogether();
    return settings;
  }

  private static Identity identity(SettingsReader in) {
    return new Identity(
        pathOrNone(in.text("identity.credentials")), in.bool("identity.open-to-network"));
  }

  private static Sns sns(SettingsReader in) {
    return new Sns(
        in.bool("sns.sign-queue-messages"),
        in.originOrNone("sns.public-url"),
        in.phoneNumbers("sns.sms.origination-numbers"),
        in.bool("sns.sms.sandbox"),
        mail(in),
        gateway(in, "sns.sms"),
        gateway(in, "sns.push"));
  }

  private static @Nullable MailServer mail(SettingsReader in) {
    String host = in.text("sns.mail.host");
    if (host.isEmpty()) {
      return null;
    }
    String security = in.oneOf("sns.mail.security", "none", "starttls", "tls");
    String from = in.text("sns.mail.from");
    if (from.indexOf('@') < 1) {
      throw BadSetting.of("sns.mail.from", from, "the address that mails come from");
    }
    String user = in.text("sns.mail.user");
    return new MailServer(
        host,
        in.integer("sns.mail.port", 1, 65_535),
        MailServer.Security.valueOf(security.toUpperCase(Locale.ROOT)),
        user.isEmpty() ? null : user,
        user.isEmpty() ? null : new Secret(in.text("sns.mail.password")),
        from,
        pathOrNone(in.text("sns.mail.certificates")));
  }

  private static @Nullable Gateway gateway(SettingsReader in, String key) {
    String url = in.urlOrNone(key + ".url");
    String token = in.text(key + ".token");
    return url == null ? null : new Gateway(url, token.isEmpty() ? null : new Secret(token));
  }

  private static @Nullable Path pathOrNone(String text) {
    return text.isEmpty() ? null : Path.of(text);
  }

  private static boolean isAllowedOr(SettingsReader in, String key, boolean otherwise) {
    return switch (in.oneOf(key, "auto", "true", "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> otherwise;
    };
  }

  /// As many partitions as there are processors have all of them at work; more only wake one
  /// another (ADR 15). A few more than two, for what takes one of them a while.
  private static int partitions(SettingsReader in) {
    int processors = Math.clamp(Runtime.getRuntime().availableProcessors(), 4, 64);
    return in.integerOrAuto("storage.partitions", 1, 1_024, processors);
  }

  private static SyncPolicy syncPolicy(SettingsReader in) {
    return switch (in.oneOf("storage.sync", "always", "interval", "off")) {
      case "interval" -> new SyncPolicy.Interval(in.duration("storage.sync-interval"));
      case "off" -> new SyncPolicy.Off();
      default -> new SyncPolicy.Always();
    };
  }

  private void checkTogether() {
    if (identity.isOpen() && !http.isLoopback() && !identity.openToNetwork()) {
      throw new BadSetting(
          "http.host = "
              + http.host()
              + " would let anybody in who reaches it, because no signature is checked in open"
              + " mode. Give a file of access keys in identity.credentials, or allow it with"
              + " identity.open-to-network = true.");
    }
    if (tls.mode().equals("files")
        && (tls.certificate().toString().isEmpty() || tls.key().toString().isEmpty())) {
      throw new BadSetting("tls.mode = files needs tls.certificate and tls.key.");
    }
  }
}

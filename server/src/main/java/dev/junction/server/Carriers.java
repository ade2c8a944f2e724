package dev.junction.server;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.outbound.EgressRules;
import dev.junction.delivery.outbound.OutboundClient;
import dev.junction.kernel.SystemClock;
import dev.junction.server.carrier.HttpCarrier;
import dev.junction.server.carrier.MailCarrier;
import dev.junction.server.config.Settings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What takes mails, text messages and pushes out, as the settings say; what they do not name stays
/// in the mailbox.
final class Carriers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

  /// Gateways are the operator's own, so they may lie anywhere.
  private final OutboundClient client =
      new OutboundClient(
          new EgressRules(/* allowsLoopback= */ true, /* allowsPrivate= */ true, Set.of()),
          new SystemClock());

  private Carriers() {}

  /// Makes the carriers and has them used. To be called before the engine opens.
  static Carriers of(Settings.Sns settings, DeliveryModule deliveries) {
    Carriers carriers = new Carriers();
    if (settings.mail() != null) {
      MailCarrier mail = new MailCarrier(settings.mail());
      deliveries.carry("email", mail);
      deliveries.carry("email-json", mail);
      LOG.info("Mails leave through {}:{}.", settings.mail().host(), settings.mail().port());
    }
    carriers.use(settings.sms(), "sms", settings.originationNumbers(), deliveries);
    carriers.use(settings.push(), "application", List.of(), deliveries);
    return carriers;
  }

  private void use(
      Settings.@Nullable Gateway gateway,
      String kind,
      List<String> originationNumbers,
      DeliveryModule deliveries) {
    if (gateway != null) {
      deliveries.carry(
          kind, new HttpCarrier(client, gateway.url(), gateway.token(), originationNumbers));
      LOG.info("Messages of the kind {} leave through {}.", kind, gateway.url());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

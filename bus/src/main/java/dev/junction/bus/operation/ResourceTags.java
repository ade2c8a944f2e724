package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Rule;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.ListTagsForResourceRequest;
import dev.junction.models.events.ListTagsForResourceResponse;
import dev.junction.models.events.TagResourceRequest;
import dev.junction.models.events.TagResourceResponse;
import dev.junction.models.events.UntagResourceRequest;
import dev.junction.models.events.UntagResourceResponse;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tags buses and rules. Source: EventBridge API reference, TagResource: rules and buses can be.
public final class ResourceTags {

  private static final String RULE = "rule/";

  private final BusAccess access;

  public ResourceTags(BusAccess access) {
    this.access = access;
  }

  /// @param rule the name of a rule; null when the bus itself is meant
  private record Place(BusAddress bus, @Nullable String rule) {

    private static @Nullable Place of(String text) {
      BusAddress bus = BusAddress.ofArn(text).orElse(null);
      if (bus != null) {
        return new Place(bus, null);
      }
      Arn arn = Arn.parse(text).orElse(null);
      if (arn == null
          || !arn.service().equals("events")
          || !arn.resource().startsWith(RULE)
          || !AccountId.isValid(arn.account())
          || !Region.isValid(arn.region())) {
        return null;
      }
      String path = arn.resource().substring(RULE.length());
      int slash = path.lastIndexOf('/');
      String busName = slash < 0 ? BusAddress.DEFAULT_NAME : path.substring(0, slash);
      BusAddress address =
          new BusAddress(new AccountId(arn.account()), new Region(arn.region()), busName);
      return new Place(address, path.substring(slash + 1));
    }
  }

  private <R> CompletionStage<Outcome<R>> change(
      Call call,
      String arn,
      Function<Map<String, String>, Outcome<Map<String, String>>> change,
      Function<Map<String, String>, R> answer) {
    Place place = Place.of(arn);
    if (place == null || !place.bus().account().equals(call.accountId())) {
      return BusAccess.done(
          Outcome.rejected(BusErrors.invalid(arn, "Provided Arn is not in correct format.")));
    }
    return access.submit(
        place.bus(),
        (buses, tx) -> {
          Bus bus = buses.find(place.bus());
          if (bus == null) {
            return Outcome.rejected(BusErrors.noSuchBus(place.bus().name()));
          }
          Rule rule = place.rule() == null ? null : bus.rule(place.rule());
          if (place.rule() != null && rule == null) {
            return Outcome.rejected(BusErrors.noSuchRule(place.rule(), place.bus().name()));
          }
          if (rule != null && rule.isManaged()) {
            return Outcome.rejected(BusErrors.managed(rule.name()));
          }
          Map<String, String> before = rule == null ? bus.record().tags() : rule.record().tags();
          return change
              .apply(before)
              .map(
                  after -> {
                    save(bus, rule, tx, before, after);
                    return answer.apply(after);
                  });
        });
  }

  private static void save(
      Bus bus,
      @Nullable Rule rule,
      Transaction<Buses> tx,
      Map<String, String> before,
      Map<String, String> after) {
    if (before.equals(after)) {
      return;
    }
    if (rule == null) {
      bus.tag(tx, after);
    } else {
      bus.update(tx, rule, rule.record().withTags(after));
    }
  }

  public CompletionStage<Outcome<TagResourceResponse>> tag(Call call, TagResourceRequest input) {
    return change(
        call,
        input.resourceARN(),
        before -> Tags.merged(before, input.tags()),
        _ -> TagResourceResponse.builder().build());
  }

  public CompletionStage<Outcome<UntagResourceResponse>> untag(
      Call call, UntagResourceRequest input) {
    return change(
        call,
        input.resourceARN(),
        before -> {
          Map<String, String> left = new TreeMap<>(before);
          input.tagKeys().forEach(left::remove);
          return Outcome.accepted(left);
        },
        _ -> UntagResourceResponse.builder().build());
  }

  public CompletionStage<Outcome<ListTagsForResourceResponse>> list(
      Call call, ListTagsForResourceRequest input) {
    return change(
        call,
        input.resourceARN(),
        Outcome::accepted,
        tags -> ListTagsForResourceResponse.builder().tags(Tags.written(tags)).build());
  }
}

package dev.junction.schedule.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.ListTagsForResourceInput;
import dev.junction.models.scheduler.ListTagsForResourceOutput;
import dev.junction.models.scheduler.Tag;
import dev.junction.models.scheduler.TagResourceInput;
import dev.junction.models.scheduler.TagResourceOutput;
import dev.junction.models.scheduler.UntagResourceInput;
import dev.junction.models.scheduler.UntagResourceOutput;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.domain.GroupAddress;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.state.GroupRecord;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Adds, removes and lists the tags of groups; schedules have none. Source: EventBridge Scheduler
/// API reference, TagResource, UntagResource, ListTagsForResource.
public final class GroupTags {

  private final ScheduleAccess access;

  public GroupTags(ScheduleAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<TagResourceOutput>> tag(Call call, TagResourceInput input) {
    return change(call, input.resourceArn(), tags -> Tags.joined(tags, input.tags()))
        .thenApply(done -> done.map(_ -> TagResourceOutput.builder().build()));
  }

  public CompletionStage<Outcome<UntagResourceOutput>> untag(Call call, UntagResourceInput input) {
    return change(
            call,
            input.resourceArn(),
            tags -> {
              Map<String, String> left = new TreeMap<>(tags);
              input.tagKeys().forEach(left::remove);
              return Outcome.accepted(left);
            })
        .thenApply(done -> done.map(_ -> UntagResourceOutput.builder().build()));
  }

  public CompletionStage<Outcome<ListTagsForResourceOutput>> list(
      Call call, ListTagsForResourceInput input) {
    return change(call, input.resourceArn(), Outcome::accepted)
        .thenApply(
            found ->
                found.map(
                    tags ->
                        ListTagsForResourceOutput.builder()
                            .tags(
                                new TreeMap<>(tags)
                                    .entrySet().stream()
                                        .map(
                                            tag ->
                                                Tag.builder()
                                                    .key(tag.getKey())
                                                    .value(tag.getValue())
                                                    .build())
                                        .toList())
                            .build()));
  }

  private CompletableFuture<Outcome<Map<String, String>>> change(
      Call call, String arn, Function<Map<String, String>, Outcome<Map<String, String>>> change) {
    Optional<GroupAddress> parsed =
        GroupAddress.ofArn(arn)
            .filter(group -> group.account().equals(call.accountId()))
            .filter(group -> group.region().equals(call.region()));
    if (parsed.isEmpty()) {
      return ScheduleAccess.done(
          Outcome.rejected(ScheduleErrors.noSuchGroup(arn.substring(arn.lastIndexOf('/') + 1))));
    }
    GroupAddress address = parsed.get();
    return access.submit(
        address,
        (schedules, tx) -> {
          GroupRecord found = schedules.groups().find(tx, address);
          if (found == null) {
            return Outcome.rejected(ScheduleErrors.noSuchGroup(address.name()));
          }
          return change
              .apply(found.tags())
              .map(
                  tags -> {
                    if (!tags.equals(found.tags())) {
                      schedules.groups().retag(tx, address, found, tags);
                    }
                    return tags;
                  });
        });
  }
}

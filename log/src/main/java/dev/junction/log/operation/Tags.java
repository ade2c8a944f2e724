package dev.junction.log.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogLimits;
import dev.junction.models.logs.ListTagsForResourceRequest;
import dev.junction.models.logs.ListTagsForResourceResponse;
import dev.junction.models.logs.ListTagsLogGroupRequest;
import dev.junction.models.logs.ListTagsLogGroupResponse;
import dev.junction.models.logs.LogsErrors;
import dev.junction.models.logs.TagLogGroupRequest;
import dev.junction.models.logs.TagResourceRequest;
import dev.junction.models.logs.UntagLogGroupRequest;
import dev.junction.models.logs.UntagResourceRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The tags of log groups, by ARN and, as it was before, by name.
///
/// Source: CloudWatch Logs API reference, TagResource, TagLogGroup and the others.
public final class Tags {

  private final LogAccess access;

  public Tags(LogAccess access) {
    this.access = access;
  }

  static @Nullable ServiceError refusal(Map<String, String> tags) {
    return tags.keySet().stream().anyMatch(key -> key.startsWith("aws:"))
        ? LogErrors.invalid("Keys of tags do not begin with aws:.")
        : null;
  }

  public CompletionStage<Outcome<Unit>> tag(Call call, TagResourceRequest input) {
    return add(resource(call, input.resourceArn()), input.tags());
  }

  public CompletionStage<Outcome<Unit>> tag(Call call, TagLogGroupRequest input) {
    return add(Outcome.accepted(LogAccess.named(call, input.logGroupName())), input.tags());
  }

  public CompletionStage<Outcome<Unit>> untag(Call call, UntagResourceRequest input) {
    return remove(resource(call, input.resourceArn()), input.tagKeys());
  }

  public CompletionStage<Outcome<Unit>> untag(Call call, UntagLogGroupRequest input) {
    return remove(Outcome.accepted(LogAccess.named(call, input.logGroupName())), input.tags());
  }

  public CompletionStage<Outcome<ListTagsForResourceResponse>> list(
      Call call, ListTagsForResourceRequest input) {
    return access.run(
        resource(call, input.resourceArn()),
        (group, _) ->
            Outcome.accepted(
                ListTagsForResourceResponse.builder().tags(group.record().tags()).build()));
  }

  public CompletionStage<Outcome<ListTagsLogGroupResponse>> list(
      Call call, ListTagsLogGroupRequest input) {
    return access.run(
        LogAccess.named(call, input.logGroupName()),
        (group, _) ->
            Outcome.accepted(
                ListTagsLogGroupResponse.builder().tags(group.record().tags()).build()));
  }

  private static Outcome<GroupAddress> resource(Call call, String arn) {
    return arn.startsWith("arn:")
        ? LogAccess.identified(call, arn)
        : Outcome.rejected(LogErrors.invalid("No ARN: " + arn));
  }

  private CompletionStage<Outcome<Unit>> add(
      Outcome<GroupAddress> address, Map<String, String> tags) {
    ServiceError refusal = refusal(tags);
    if (refusal != null) {
      return LogAccess.done(Outcome.rejected(refusal));
    }
    return access.run(
        address,
        (group, tx) -> {
          Map<String, String> all = new TreeMap<>(group.record().tags());
          all.putAll(tags);
          if (all.size() > LogLimits.TAGS_MAX) {
            return Outcome.rejected(
                LogsErrors.tooManyTagsException(
                    "A resource has " + LogLimits.TAGS_MAX + " tags at most."));
          }
          group.changeTags(tx, all);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  private CompletionStage<Outcome<Unit>> remove(Outcome<GroupAddress> address, List<String> keys) {
    return access.run(
        address,
        (group, tx) -> {
          Map<String, String> left = new TreeMap<>(group.record().tags());
          keys.forEach(left::remove);
          tx.useReserve();
          group.changeTags(tx, left);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }
}

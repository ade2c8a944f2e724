package dev.junction.pipe.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.ListTagsForResourceRequest;
import dev.junction.models.pipes.ListTagsForResourceResponse;
import dev.junction.models.pipes.TagResourceRequest;
import dev.junction.models.pipes.TagResourceResponse;
import dev.junction.models.pipes.UntagResourceRequest;
import dev.junction.models.pipes.UntagResourceResponse;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.wire.protocol.Call;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Adds, removes and lists the tags of pipes. Source: API reference, TagResource, UntagResource,
/// ListTagsForResource.
public final class Tags {

  private final PipeAccess access;

  public Tags(PipeAccess access) {
    this.access = access;
  }

  /// Whether tags may be called so.
  static Outcome<Boolean> check(Collection<String> keys) {
    return keys.stream().anyMatch(key -> key.startsWith("aws:"))
        ? Outcome.rejected(PipeErrors.invalid("Tags", "Tags may not begin with aws:."))
        : Outcome.accepted(true);
  }

  public CompletionStage<Outcome<TagResourceResponse>> tag(Call call, TagResourceRequest input) {
    return change(
            call,
            input.resourceArn(),
            before -> {
              Map<String, String> tags = new TreeMap<>(before);
              tags.putAll(input.tags());
              return check(input.tags().keySet())
                  .then(
                      _ ->
                          tags.size() > PipeLimits.TAGS_MAX
                              ? Outcome.rejected(
                                  PipeErrors.invalid("tags", "A pipe has 50 tags at most."))
                              : Outcome.accepted(tags));
            })
        .thenApply(done -> done.map(_ -> TagResourceResponse.builder().build()));
  }

  public CompletionStage<Outcome<UntagResourceResponse>> untag(
      Call call, UntagResourceRequest input) {
    return change(
            call,
            input.resourceArn(),
            before -> {
              Map<String, String> tags = new TreeMap<>(before);
              input.tagKeys().forEach(tags::remove);
              return Outcome.accepted(tags);
            })
        .thenApply(done -> done.map(_ -> UntagResourceResponse.builder().build()));
  }

  public CompletionStage<Outcome<ListTagsForResourceResponse>> list(
      Call call, ListTagsForResourceRequest input) {
    return change(call, input.resourceArn(), Outcome::accepted)
        .thenApply(
            done -> done.map(tags -> ListTagsForResourceResponse.builder().tags(tags).build()));
  }

  private CompletableFuture<Outcome<Map<String, String>>> change(
      Call call, String arn, Function<Map<String, String>, Outcome<Map<String, String>>> change) {
    PipeAddress address =
        PipeAddress.ofArn(arn)
            .filter(pipe -> pipe.account().equals(call.accountId()))
            .filter(pipe -> pipe.region().equals(call.region()))
            .orElse(null);
    if (address == null) {
      return PipeAccess.done(
          Outcome.rejected(PipeErrors.noSuchPipe(arn.substring(arn.lastIndexOf('/') + 1))));
    }
    return access.submit(
        address,
        (pipes, tx) -> {
          PipeRecord found = pipes.find(address);
          if (found == null) {
            return Outcome.rejected(PipeErrors.noSuchPipe(address.name()));
          }
          return change
              .apply(found.tags())
              .map(
                  tags -> {
                    if (!tags.equals(found.tags())) {
                      pipes.retag(tx, address, found.tagged(tags));
                    }
                    return tags;
                  });
        });
  }
}

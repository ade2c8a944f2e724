package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.TagResourceRequest;
import dev.junction.models.sns.TagResourceResponse;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Adds tags to a topic. Source: SNS API reference, TagResource.
public final class TagResource {

  private final TopicAccess access;

  public TagResource(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<TagResourceResponse>> run(Call call, TagResourceRequest input) {
    return switch (Tags.read(input.tags())) {
      case Outcome.Rejected<Map<String, String>>(var error) ->
          TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Map<String, String>>(var added) ->
          Tagged.run(
              access,
              call,
              TopicAction.TAG_RESOURCE,
              input.resourceArn(),
              (topic, tx) -> {
                Map<String, String> tags = new TreeMap<>(topic.record().tags());
                tags.putAll(added);
                return Tags.limited(tags)
                    .map(
                        all -> {
                          topic.tag(tx, all);
                          return TagResourceResponse.builder().build();
                        });
              });
    };
  }
}

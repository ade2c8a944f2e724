package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.UntagResourceRequest;
import dev.junction.models.sns.UntagResourceResponse;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Removes tags from a topic. Source: SNS API reference, UntagResource.
public final class UntagResource {

  private final TopicAccess access;

  public UntagResource(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<UntagResourceResponse>> run(
      Call call, UntagResourceRequest input) {
    return Tagged.run(
        access,
        call,
        TopicAction.UNTAG_RESOURCE,
        input.resourceArn(),
        (topic, tx) -> {
          Map<String, String> tags = new TreeMap<>(topic.record().tags());
          if (tags.keySet().removeAll(input.tagKeys())) {
            topic.tag(tx, tags);
          }
          return Outcome.accepted(UntagResourceResponse.builder().build());
        });
  }
}

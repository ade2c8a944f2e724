package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.ListTagsForResourceRequest;
import dev.junction.models.sns.ListTagsForResourceResponse;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// Lists the tags of a topic. Source: SNS API reference, ListTagsForResource.
public final class ListTagsForResource {

  private final TopicAccess access;

  public ListTagsForResource(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListTagsForResourceResponse>> run(
      Call call, ListTagsForResourceRequest input) {
    return Tagged.run(
        access,
        call,
        TopicAction.LIST_TAGS_FOR_RESOURCE,
        input.resourceArn(),
        (topic, _) ->
            Outcome.accepted(
                ListTagsForResourceResponse.builder()
                    .tags(Tags.written(topic.record().tags()))
                    .build()));
  }
}

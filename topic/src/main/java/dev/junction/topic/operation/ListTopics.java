package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.ListTopicsInput;
import dev.junction.models.sns.ListTopicsResponse;
import dev.junction.models.sns.Topic;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Lists the caller's topics in the region of the call, by name. Source: SNS API reference,
/// ListTopics.
public final class ListTopics {

  private final TopicAccess access;

  public ListTopics(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListTopicsResponse>> run(Call call, ListTopicsInput input) {
    return access
        .everywhere(topics -> arns(call, topics))
        .thenApply(
            found ->
                found
                    .then(arns -> Page.of("ListTopics", arns, arn -> arn, input.nextToken()))
                    .map(ListTopics::result));
  }

  private static List<String> arns(Call call, Topics topics) {
    return topics.all().stream()
        .filter(topic -> topic.address().account().equals(call.accountId()))
        .filter(topic -> topic.address().region().equals(call.region()))
        .map(dev.junction.topic.state.Topic::arn)
        .toList();
  }

  private static ListTopicsResponse result(Page<String> page) {
    return ListTopicsResponse.builder()
        .topics(page.items().stream().map(arn -> Topic.builder().topicArn(arn).build()).toList())
        .nextToken(page.nextToken())
        .build();
  }
}

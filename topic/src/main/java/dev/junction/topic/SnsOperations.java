package dev.junction.topic;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.AddPermissionInput;
import dev.junction.models.sns.ConfirmSubscriptionInput;
import dev.junction.models.sns.ConfirmSubscriptionResponse;
import dev.junction.models.sns.CreateTopicInput;
import dev.junction.models.sns.CreateTopicResponse;
import dev.junction.models.sns.DeleteTopicInput;
import dev.junction.models.sns.GetSubscriptionAttributesInput;
import dev.junction.models.sns.GetSubscriptionAttributesResponse;
import dev.junction.models.sns.GetTopicAttributesInput;
import dev.junction.models.sns.GetTopicAttributesResponse;
import dev.junction.models.sns.ListSubscriptionsByTopicInput;
import dev.junction.models.sns.ListSubscriptionsByTopicResponse;
import dev.junction.models.sns.ListSubscriptionsInput;
import dev.junction.models.sns.ListSubscriptionsResponse;
import dev.junction.models.sns.ListTagsForResourceRequest;
import dev.junction.models.sns.ListTagsForResourceResponse;
import dev.junction.models.sns.ListTopicsInput;
import dev.junction.models.sns.ListTopicsResponse;
import dev.junction.models.sns.PublishBatchInput;
import dev.junction.models.sns.PublishBatchResponse;
import dev.junction.models.sns.PublishInput;
import dev.junction.models.sns.PublishResponse;
import dev.junction.models.sns.RemovePermissionInput;
import dev.junction.models.sns.SetSubscriptionAttributesInput;
import dev.junction.models.sns.SetTopicAttributesInput;
import dev.junction.models.sns.SnsApi;
import dev.junction.models.sns.SubscribeInput;
import dev.junction.models.sns.SubscribeResponse;
import dev.junction.models.sns.TagResourceRequest;
import dev.junction.models.sns.TagResourceResponse;
import dev.junction.models.sns.UnsubscribeInput;
import dev.junction.models.sns.UntagResourceRequest;
import dev.junction.models.sns.UntagResourceResponse;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.operation.AddPermission;
import dev.junction.topic.operation.CreateTopic;
import dev.junction.topic.operation.DeleteTopic;
import dev.junction.topic.operation.GetTopicAttributes;
import dev.junction.topic.operation.ListTagsForResource;
import dev.junction.topic.operation.ListTopics;
import dev.junction.topic.operation.RemovePermission;
import dev.junction.topic.operation.SetTopicAttributes;
import dev.junction.topic.operation.TagResource;
import dev.junction.topic.operation.UntagResource;
import dev.junction.topic.operation.message.Publish;
import dev.junction.topic.operation.message.PublishBatch;
import dev.junction.topic.operation.subscription.ConfirmSubscription;
import dev.junction.topic.operation.subscription.GetSubscriptionAttributes;
import dev.junction.topic.operation.subscription.ListSubscriptions;
import dev.junction.topic.operation.subscription.ListSubscriptionsByTopic;
import dev.junction.topic.operation.subscription.SetSubscriptionAttributes;
import dev.junction.topic.operation.subscription.Subscribe;
import dev.junction.topic.operation.subscription.Unsubscribe;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// The operations of SNS that are built, each in its own class.
///
/// @param access how they reach topics
/// @param surroundings what they need beside topics
record SnsOperations(TopicAccess access, Surroundings surroundings) implements SnsApi {

  @Override
  public CompletionStage<Outcome<Unit>> addPermission(Call call, AddPermissionInput input) {
    return new AddPermission(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ConfirmSubscriptionResponse>> confirmSubscription(
      Call call, ConfirmSubscriptionInput input) {
    return new ConfirmSubscription(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateTopicResponse>> createTopic(
      Call call, CreateTopicInput input) {
    return new CreateTopic(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteTopic(Call call, DeleteTopicInput input) {
    return new DeleteTopic(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetSubscriptionAttributesResponse>> getSubscriptionAttributes(
      Call call, GetSubscriptionAttributesInput input) {
    return new GetSubscriptionAttributes(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetTopicAttributesResponse>> getTopicAttributes(
      Call call, GetTopicAttributesInput input) {
    return new GetTopicAttributes(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListSubscriptionsResponse>> listSubscriptions(
      Call call, ListSubscriptionsInput input) {
    return new ListSubscriptions(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListSubscriptionsByTopicResponse>> listSubscriptionsByTopic(
      Call call, ListSubscriptionsByTopicInput input) {
    return new ListSubscriptionsByTopic(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTagsForResourceResponse>> listTagsForResource(
      Call call, ListTagsForResourceRequest input) {
    return new ListTagsForResource(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTopicsResponse>> listTopics(Call call, ListTopicsInput input) {
    return new ListTopics(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<PublishResponse>> publish(Call call, PublishInput input) {
    return new Publish(access, surroundings).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<PublishBatchResponse>> publishBatch(
      Call call, PublishBatchInput input) {
    return new PublishBatch(access, surroundings).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> removePermission(Call call, RemovePermissionInput input) {
    return new RemovePermission(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> setSubscriptionAttributes(
      Call call, SetSubscriptionAttributesInput input) {
    return new SetSubscriptionAttributes(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> setTopicAttributes(
      Call call, SetTopicAttributesInput input) {
    return new SetTopicAttributes(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<SubscribeResponse>> subscribe(Call call, SubscribeInput input) {
    return new Subscribe(access, surroundings).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<TagResourceResponse>> tagResource(
      Call call, TagResourceRequest input) {
    return new TagResource(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> unsubscribe(Call call, UnsubscribeInput input) {
    return new Unsubscribe(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<UntagResourceResponse>> untagResource(
      Call call, UntagResourceRequest input) {
    return new UntagResource(access).run(call, input);
  }
}

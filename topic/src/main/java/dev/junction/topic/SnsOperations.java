package dev.junction.topic;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.AddPermissionInput;
import dev.junction.models.sns.CheckIfPhoneNumberIsOptedOutInput;
import dev.junction.models.sns.CheckIfPhoneNumberIsOptedOutResponse;
import dev.junction.models.sns.ConfirmSubscriptionInput;
import dev.junction.models.sns.ConfirmSubscriptionResponse;
import dev.junction.models.sns.CreateEndpointResponse;
import dev.junction.models.sns.CreatePlatformApplicationInput;
import dev.junction.models.sns.CreatePlatformApplicationResponse;
import dev.junction.models.sns.CreatePlatformEndpointInput;
import dev.junction.models.sns.CreateSMSSandboxPhoneNumberInput;
import dev.junction.models.sns.CreateSMSSandboxPhoneNumberResult;
import dev.junction.models.sns.CreateTopicInput;
import dev.junction.models.sns.CreateTopicResponse;
import dev.junction.models.sns.DeleteEndpointInput;
import dev.junction.models.sns.DeletePlatformApplicationInput;
import dev.junction.models.sns.DeleteSMSSandboxPhoneNumberInput;
import dev.junction.models.sns.DeleteSMSSandboxPhoneNumberResult;
import dev.junction.models.sns.DeleteTopicInput;
import dev.junction.models.sns.GetDataProtectionPolicyInput;
import dev.junction.models.sns.GetDataProtectionPolicyResponse;
import dev.junction.models.sns.GetEndpointAttributesInput;
import dev.junction.models.sns.GetEndpointAttributesResponse;
import dev.junction.models.sns.GetPlatformApplicationAttributesInput;
import dev.junction.models.sns.GetPlatformApplicationAttributesResponse;
import dev.junction.models.sns.GetSMSAttributesInput;
import dev.junction.models.sns.GetSMSAttributesResponse;
import dev.junction.models.sns.GetSMSSandboxAccountStatusInput;
import dev.junction.models.sns.GetSMSSandboxAccountStatusResult;
import dev.junction.models.sns.GetSubscriptionAttributesInput;
import dev.junction.models.sns.GetSubscriptionAttributesResponse;
import dev.junction.models.sns.GetTopicAttributesInput;
import dev.junction.models.sns.GetTopicAttributesResponse;
import dev.junction.models.sns.ListEndpointsByPlatformApplicationInput;
import dev.junction.models.sns.ListEndpointsByPlatformApplicationResponse;
import dev.junction.models.sns.ListOriginationNumbersRequest;
import dev.junction.models.sns.ListOriginationNumbersResult;
import dev.junction.models.sns.ListPhoneNumbersOptedOutInput;
import dev.junction.models.sns.ListPhoneNumbersOptedOutResponse;
import dev.junction.models.sns.ListPlatformApplicationsInput;
import dev.junction.models.sns.ListPlatformApplicationsResponse;
import dev.junction.models.sns.ListSMSSandboxPhoneNumbersInput;
import dev.junction.models.sns.ListSMSSandboxPhoneNumbersResult;
import dev.junction.models.sns.ListSubscriptionsByTopicInput;
import dev.junction.models.sns.ListSubscriptionsByTopicResponse;
import dev.junction.models.sns.ListSubscriptionsInput;
import dev.junction.models.sns.ListSubscriptionsResponse;
import dev.junction.models.sns.ListTagsForResourceRequest;
import dev.junction.models.sns.ListTagsForResourceResponse;
import dev.junction.models.sns.ListTopicsInput;
import dev.junction.models.sns.ListTopicsResponse;
import dev.junction.models.sns.OptInPhoneNumberInput;
import dev.junction.models.sns.OptInPhoneNumberResponse;
import dev.junction.models.sns.PublishBatchInput;
import dev.junction.models.sns.PublishBatchResponse;
import dev.junction.models.sns.PublishInput;
import dev.junction.models.sns.PublishResponse;
import dev.junction.models.sns.PutDataProtectionPolicyInput;
import dev.junction.models.sns.RemovePermissionInput;
import dev.junction.models.sns.SetEndpointAttributesInput;
import dev.junction.models.sns.SetPlatformApplicationAttributesInput;
import dev.junction.models.sns.SetSMSAttributesInput;
import dev.junction.models.sns.SetSMSAttributesResponse;
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
import dev.junction.models.sns.VerifySMSSandboxPhoneNumberInput;
import dev.junction.models.sns.VerifySMSSandboxPhoneNumberResult;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.operation.AddPermission;
import dev.junction.topic.operation.CreateTopic;
import dev.junction.topic.operation.DataProtection;
import dev.junction.topic.operation.DeleteTopic;
import dev.junction.topic.operation.GetTopicAttributes;
import dev.junction.topic.operation.ListTagsForResource;
import dev.junction.topic.operation.ListTopics;
import dev.junction.topic.operation.RemovePermission;
import dev.junction.topic.operation.SetTopicAttributes;
import dev.junction.topic.operation.TagResource;
import dev.junction.topic.operation.UntagResource;
import dev.junction.topic.operation.application.PlatformApplications;
import dev.junction.topic.operation.application.PlatformEndpoints;
import dev.junction.topic.operation.message.Publish;
import dev.junction.topic.operation.message.PublishBatch;
import dev.junction.topic.operation.sms.OriginationNumbers;
import dev.junction.topic.operation.sms.SmsAttributes;
import dev.junction.topic.operation.sms.SmsOptOuts;
import dev.junction.topic.operation.sms.SmsSandbox;
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
/// @param numbers the numbers that text messages come from
record SnsOperations(TopicAccess access, Surroundings surroundings, OriginationNumbers numbers)
    implements SnsApi {

  @Override
  public CompletionStage<Outcome<CheckIfPhoneNumberIsOptedOutResponse>>
      checkIfPhoneNumberIsOptedOut(Call call, CheckIfPhoneNumberIsOptedOutInput input) {
    return new SmsOptOuts(access).check(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListOriginationNumbersResult>> listOriginationNumbers(
      Call call, ListOriginationNumbersRequest input) {
    return numbers.list(input);
  }

  @Override
  public CompletionStage<Outcome<ListPhoneNumbersOptedOutResponse>> listPhoneNumbersOptedOut(
      Call call, ListPhoneNumbersOptedOutInput input) {
    return new SmsOptOuts(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<OptInPhoneNumberResponse>> optInPhoneNumber(
      Call call, OptInPhoneNumberInput input) {
    return new SmsOptOuts(access).optIn(call, input);
  }

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
    return new Unsubscribe(access, surroundings).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<UntagResourceResponse>> untagResource(
      Call call, UntagResourceRequest input) {
    return new UntagResource(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreatePlatformApplicationResponse>> createPlatformApplication(
      Call call, CreatePlatformApplicationInput input) {
    return new PlatformApplications(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateEndpointResponse>> createPlatformEndpoint(
      Call call, CreatePlatformEndpointInput input) {
    return new PlatformEndpoints(access, surroundings).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateSMSSandboxPhoneNumberResult>> createSMSSandboxPhoneNumber(
      Call call, CreateSMSSandboxPhoneNumberInput input) {
    return new SmsSandbox(access, surroundings).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteEndpoint(Call call, DeleteEndpointInput input) {
    return new PlatformEndpoints(access, surroundings).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deletePlatformApplication(
      Call call, DeletePlatformApplicationInput input) {
    return new PlatformApplications(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteSMSSandboxPhoneNumberResult>> deleteSMSSandboxPhoneNumber(
      Call call, DeleteSMSSandboxPhoneNumberInput input) {
    return new SmsSandbox(access, surroundings).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetEndpointAttributesResponse>> getEndpointAttributes(
      Call call, GetEndpointAttributesInput input) {
    return new PlatformEndpoints(access, surroundings).attributes(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetPlatformApplicationAttributesResponse>>
      getPlatformApplicationAttributes(Call call, GetPlatformApplicationAttributesInput input) {
    return new PlatformApplications(access).attributes(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetSMSAttributesResponse>> getSMSAttributes(
      Call call, GetSMSAttributesInput input) {
    return new SmsAttributes(access).get(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetSMSSandboxAccountStatusResult>> getSMSSandboxAccountStatus(
      Call call, GetSMSSandboxAccountStatusInput input) {
    return new SmsSandbox(access, surroundings).status();
  }

  @Override
  public CompletionStage<Outcome<ListEndpointsByPlatformApplicationResponse>>
      listEndpointsByPlatformApplication(Call call, ListEndpointsByPlatformApplicationInput input) {
    return new PlatformEndpoints(access, surroundings).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListPlatformApplicationsResponse>> listPlatformApplications(
      Call call, ListPlatformApplicationsInput input) {
    return new PlatformApplications(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListSMSSandboxPhoneNumbersResult>> listSMSSandboxPhoneNumbers(
      Call call, ListSMSSandboxPhoneNumbersInput input) {
    return new SmsSandbox(access, surroundings).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> setEndpointAttributes(
      Call call, SetEndpointAttributesInput input) {
    return new PlatformEndpoints(access, surroundings).setAttributes(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> setPlatformApplicationAttributes(
      Call call, SetPlatformApplicationAttributesInput input) {
    return new PlatformApplications(access).setAttributes(call, input);
  }

  @Override
  public CompletionStage<Outcome<SetSMSAttributesResponse>> setSMSAttributes(
      Call call, SetSMSAttributesInput input) {
    return new SmsAttributes(access).set(call, input);
  }

  @Override
  public CompletionStage<Outcome<VerifySMSSandboxPhoneNumberResult>> verifySMSSandboxPhoneNumber(
      Call call, VerifySMSSandboxPhoneNumberInput input) {
    return new SmsSandbox(access, surroundings).verify(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetDataProtectionPolicyResponse>> getDataProtectionPolicy(
      Call call, GetDataProtectionPolicyInput input) {
    return new DataProtection(access).get(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> putDataProtectionPolicy(
      Call call, PutDataProtectionPolicyInput input) {
    return new DataProtection(access).put(call, input);
  }
}

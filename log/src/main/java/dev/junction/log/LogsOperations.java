package dev.junction.log;

import dev.junction.kernel.Outcome;
import dev.junction.log.access.LogAccess;
import dev.junction.log.live.LiveTails;
import dev.junction.log.operation.CreateLogGroup;
import dev.junction.log.operation.DescribeLogGroups;
import dev.junction.log.operation.DescribeLogStreams;
import dev.junction.log.operation.FilterLogEvents;
import dev.junction.log.operation.GetLogEvents;
import dev.junction.log.operation.GroupSettings;
import dev.junction.log.operation.PutLogEvents;
import dev.junction.log.operation.ResourcePolicies;
import dev.junction.log.operation.StartLiveTail;
import dev.junction.log.operation.Streams;
import dev.junction.log.operation.Tags;
import dev.junction.models.logs.CreateLogGroupRequest;
import dev.junction.models.logs.CreateLogStreamRequest;
import dev.junction.models.logs.DeleteLogGroupRequest;
import dev.junction.models.logs.DeleteLogStreamRequest;
import dev.junction.models.logs.DeleteResourcePolicyRequest;
import dev.junction.models.logs.DeleteRetentionPolicyRequest;
import dev.junction.models.logs.DescribeLogGroupsRequest;
import dev.junction.models.logs.DescribeLogGroupsResponse;
import dev.junction.models.logs.DescribeLogStreamsRequest;
import dev.junction.models.logs.DescribeLogStreamsResponse;
import dev.junction.models.logs.DescribeResourcePoliciesRequest;
import dev.junction.models.logs.DescribeResourcePoliciesResponse;
import dev.junction.models.logs.FilterLogEventsRequest;
import dev.junction.models.logs.FilterLogEventsResponse;
import dev.junction.models.logs.GetLogEventsRequest;
import dev.junction.models.logs.GetLogEventsResponse;
import dev.junction.models.logs.ListLogGroupsRequest;
import dev.junction.models.logs.ListLogGroupsResponse;
import dev.junction.models.logs.ListTagsForResourceRequest;
import dev.junction.models.logs.ListTagsForResourceResponse;
import dev.junction.models.logs.ListTagsLogGroupRequest;
import dev.junction.models.logs.ListTagsLogGroupResponse;
import dev.junction.models.logs.LogsApi;
import dev.junction.models.logs.PutLogEventsRequest;
import dev.junction.models.logs.PutLogEventsResponse;
import dev.junction.models.logs.PutLogGroupDeletionProtectionRequest;
import dev.junction.models.logs.PutResourcePolicyRequest;
import dev.junction.models.logs.PutResourcePolicyResponse;
import dev.junction.models.logs.PutRetentionPolicyRequest;
import dev.junction.models.logs.StartLiveTailRequest;
import dev.junction.models.logs.StartLiveTailResponse;
import dev.junction.models.logs.TagLogGroupRequest;
import dev.junction.models.logs.TagResourceRequest;
import dev.junction.models.logs.TestMetricFilterRequest;
import dev.junction.models.logs.TestMetricFilterResponse;
import dev.junction.models.logs.UntagLogGroupRequest;
import dev.junction.models.logs.UntagResourceRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// The operations of CloudWatch Logs that are built, each in its own class or family.
///
/// @param access how they reach log groups
/// @param tails the Live Tail sessions that are open
record LogsOperations(LogAccess access, LiveTails tails) implements LogsApi {

  @Override
  public CompletionStage<Outcome<Unit>> createLogGroup(Call call, CreateLogGroupRequest input) {
    return new CreateLogGroup(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> createLogStream(Call call, CreateLogStreamRequest input) {
    return new Streams(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteLogGroup(Call call, DeleteLogGroupRequest input) {
    return new GroupSettings(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteLogStream(Call call, DeleteLogStreamRequest input) {
    return new Streams(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteResourcePolicy(
      Call call, DeleteResourcePolicyRequest input) {
    return new ResourcePolicies(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteRetentionPolicy(
      Call call, DeleteRetentionPolicyRequest input) {
    return new GroupSettings(access).deleteRetention(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeLogGroupsResponse>> describeLogGroups(
      Call call, DescribeLogGroupsRequest input) {
    return new DescribeLogGroups(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeLogStreamsResponse>> describeLogStreams(
      Call call, DescribeLogStreamsRequest input) {
    return new DescribeLogStreams(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeResourcePoliciesResponse>> describeResourcePolicies(
      Call call, DescribeResourcePoliciesRequest input) {
    return new ResourcePolicies(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<FilterLogEventsResponse>> filterLogEvents(
      Call call, FilterLogEventsRequest input) {
    return new FilterLogEvents(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetLogEventsResponse>> getLogEvents(
      Call call, GetLogEventsRequest input) {
    return new GetLogEvents(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListLogGroupsResponse>> listLogGroups(
      Call call, ListLogGroupsRequest input) {
    return new DescribeLogGroups(access).runShort(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTagsForResourceResponse>> listTagsForResource(
      Call call, ListTagsForResourceRequest input) {
    return new Tags(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTagsLogGroupResponse>> listTagsLogGroup(
      Call call, ListTagsLogGroupRequest input) {
    return new Tags(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutLogEventsResponse>> putLogEvents(
      Call call, PutLogEventsRequest input) {
    return new PutLogEvents(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> putLogGroupDeletionProtection(
      Call call, PutLogGroupDeletionProtectionRequest input) {
    return new GroupSettings(access).protect(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutResourcePolicyResponse>> putResourcePolicy(
      Call call, PutResourcePolicyRequest input) {
    return new ResourcePolicies(access).put(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> putRetentionPolicy(
      Call call, PutRetentionPolicyRequest input) {
    return new GroupSettings(access).putRetention(call, input);
  }

  @Override
  public CompletionStage<Outcome<StartLiveTailResponse>> startLiveTail(
      Call call, StartLiveTailRequest input) {
    return new StartLiveTail(access, tails).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> tagLogGroup(Call call, TagLogGroupRequest input) {
    return new Tags(access).tag(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> tagResource(Call call, TagResourceRequest input) {
    return new Tags(access).tag(call, input);
  }

  @Override
  public CompletionStage<Outcome<TestMetricFilterResponse>> testMetricFilter(
      Call call, TestMetricFilterRequest input) {
    return new FilterLogEvents(access).test(input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> untagLogGroup(Call call, UntagLogGroupRequest input) {
    return new Tags(access).untag(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> untagResource(Call call, UntagResourceRequest input) {
    return new Tags(access).untag(call, input);
  }
}

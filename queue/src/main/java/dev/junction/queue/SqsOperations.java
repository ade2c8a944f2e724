package dev.junction.queue;

import dev.junction.delivery.trace.TraceLog;
import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.AddPermissionRequest;
import dev.junction.models.sqs.CancelMessageMoveTaskRequest;
import dev.junction.models.sqs.CancelMessageMoveTaskResult;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchRequest;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchResult;
import dev.junction.models.sqs.ChangeMessageVisibilityRequest;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.CreateQueueResult;
import dev.junction.models.sqs.DeleteMessageBatchRequest;
import dev.junction.models.sqs.DeleteMessageBatchResult;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.DeleteQueueRequest;
import dev.junction.models.sqs.GetQueueAttributesRequest;
import dev.junction.models.sqs.GetQueueAttributesResult;
import dev.junction.models.sqs.GetQueueUrlRequest;
import dev.junction.models.sqs.GetQueueUrlResult;
import dev.junction.models.sqs.ListDeadLetterSourceQueuesRequest;
import dev.junction.models.sqs.ListDeadLetterSourceQueuesResult;
import dev.junction.models.sqs.ListMessageMoveTasksRequest;
import dev.junction.models.sqs.ListMessageMoveTasksResult;
import dev.junction.models.sqs.ListQueueTagsRequest;
import dev.junction.models.sqs.ListQueueTagsResult;
import dev.junction.models.sqs.ListQueuesRequest;
import dev.junction.models.sqs.ListQueuesResult;
import dev.junction.models.sqs.PurgeQueueRequest;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.ReceiveMessageResult;
import dev.junction.models.sqs.RemovePermissionRequest;
import dev.junction.models.sqs.SendMessageBatchRequest;
import dev.junction.models.sqs.SendMessageBatchResult;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import dev.junction.models.sqs.SetQueueAttributesRequest;
import dev.junction.models.sqs.SqsApi;
import dev.junction.models.sqs.StartMessageMoveTaskRequest;
import dev.junction.models.sqs.StartMessageMoveTaskResult;
import dev.junction.models.sqs.TagQueueRequest;
import dev.junction.models.sqs.UntagQueueRequest;
import dev.junction.queue.operation.AddPermission;
import dev.junction.queue.operation.CancelMessageMoveTask;
import dev.junction.queue.operation.ChangeMessageVisibility;
import dev.junction.queue.operation.ChangeMessageVisibilityBatch;
import dev.junction.queue.operation.CreateQueue;
import dev.junction.queue.operation.DeleteMessage;
import dev.junction.queue.operation.DeleteMessageBatch;
import dev.junction.queue.operation.DeleteQueue;
import dev.junction.queue.operation.GetQueueAttributes;
import dev.junction.queue.operation.GetQueueUrl;
import dev.junction.queue.operation.ListDeadLetterSourceQueues;
import dev.junction.queue.operation.ListMessageMoveTasks;
import dev.junction.queue.operation.ListQueueTags;
import dev.junction.queue.operation.ListQueues;
import dev.junction.queue.operation.MessageIds;
import dev.junction.queue.operation.PurgeQueue;
import dev.junction.queue.operation.QueueAccess;
import dev.junction.queue.operation.ReceiveMessage;
import dev.junction.queue.operation.RemovePermission;
import dev.junction.queue.operation.SendMessage;
import dev.junction.queue.operation.SendMessageBatch;
import dev.junction.queue.operation.SetQueueAttributes;
import dev.junction.queue.operation.StartMessageMoveTask;
import dev.junction.queue.operation.TagQueue;
import dev.junction.queue.operation.UntagQueue;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// The operations of SQS that are built, each in its own class.
///
/// @param access how they reach queues
/// @param ids where new messages get their identity from
/// @param traces where the way of messages is noted
record SqsOperations(QueueAccess access, MessageIds ids, TraceLog traces) implements SqsApi {

  @Override
  public CompletionStage<Outcome<Unit>> changeMessageVisibility(
      Call call, ChangeMessageVisibilityRequest input) {
    return new ChangeMessageVisibility(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ChangeMessageVisibilityBatchResult>> changeMessageVisibilityBatch(
      Call call, ChangeMessageVisibilityBatchRequest input) {
    return new ChangeMessageVisibilityBatch(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateQueueResult>> createQueue(
      Call call, CreateQueueRequest input) {
    return new CreateQueue(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteMessage(Call call, DeleteMessageRequest input) {
    return new DeleteMessage(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteMessageBatchResult>> deleteMessageBatch(
      Call call, DeleteMessageBatchRequest input) {
    return new DeleteMessageBatch(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteQueue(Call call, DeleteQueueRequest input) {
    return new DeleteQueue(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetQueueAttributesResult>> getQueueAttributes(
      Call call, GetQueueAttributesRequest input) {
    return new GetQueueAttributes(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetQueueUrlResult>> getQueueUrl(
      Call call, GetQueueUrlRequest input) {
    return new GetQueueUrl(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListQueueTagsResult>> listQueueTags(
      Call call, ListQueueTagsRequest input) {
    return new ListQueueTags(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListQueuesResult>> listQueues(Call call, ListQueuesRequest input) {
    return new ListQueues(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> purgeQueue(Call call, PurgeQueueRequest input) {
    return new PurgeQueue(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ReceiveMessageResult>> receiveMessage(
      Call call, ReceiveMessageRequest input) {
    return new ReceiveMessage(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<SendMessageResult>> sendMessage(
      Call call, SendMessageRequest input) {
    return new SendMessage(access, ids, traces).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<SendMessageBatchResult>> sendMessageBatch(
      Call call, SendMessageBatchRequest input) {
    return new SendMessageBatch(access, ids, traces).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> setQueueAttributes(
      Call call, SetQueueAttributesRequest input) {
    return new SetQueueAttributes(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> tagQueue(Call call, TagQueueRequest input) {
    return new TagQueue(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> untagQueue(Call call, UntagQueueRequest input) {
    return new UntagQueue(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<CancelMessageMoveTaskResult>> cancelMessageMoveTask(
      Call call, CancelMessageMoveTaskRequest input) {
    return new CancelMessageMoveTask(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListDeadLetterSourceQueuesResult>> listDeadLetterSourceQueues(
      Call call, ListDeadLetterSourceQueuesRequest input) {
    return new ListDeadLetterSourceQueues(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListMessageMoveTasksResult>> listMessageMoveTasks(
      Call call, ListMessageMoveTasksRequest input) {
    return new ListMessageMoveTasks(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<StartMessageMoveTaskResult>> startMessageMoveTask(
      Call call, StartMessageMoveTaskRequest input) {
    return new StartMessageMoveTask(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> addPermission(Call call, AddPermissionRequest input) {
    return new AddPermission(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> removePermission(Call call, RemovePermissionRequest input) {
    return new RemovePermission(access).run(call, input);
  }
}

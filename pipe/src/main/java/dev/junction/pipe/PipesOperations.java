package dev.junction.pipe;

import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.CreatePipeResponse;
import dev.junction.models.pipes.DeletePipeRequest;
import dev.junction.models.pipes.DeletePipeResponse;
import dev.junction.models.pipes.DescribePipeRequest;
import dev.junction.models.pipes.DescribePipeResponse;
import dev.junction.models.pipes.ListPipesRequest;
import dev.junction.models.pipes.ListPipesResponse;
import dev.junction.models.pipes.ListTagsForResourceRequest;
import dev.junction.models.pipes.ListTagsForResourceResponse;
import dev.junction.models.pipes.PipesApi;
import dev.junction.models.pipes.StartPipeRequest;
import dev.junction.models.pipes.StartPipeResponse;
import dev.junction.models.pipes.StopPipeRequest;
import dev.junction.models.pipes.StopPipeResponse;
import dev.junction.models.pipes.TagResourceRequest;
import dev.junction.models.pipes.TagResourceResponse;
import dev.junction.models.pipes.UntagResourceRequest;
import dev.junction.models.pipes.UntagResourceResponse;
import dev.junction.models.pipes.UpdatePipeRequest;
import dev.junction.models.pipes.UpdatePipeResponse;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.operation.CreatePipe;
import dev.junction.pipe.operation.DescribePipe;
import dev.junction.pipe.operation.ListPipes;
import dev.junction.pipe.operation.StatePipe;
import dev.junction.pipe.operation.Tags;
import dev.junction.pipe.operation.UpdatePipe;
import dev.junction.pipe.run.Kinds;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// The operations of EventBridge Pipes, each bound to its class.
///
/// @param access how they reach pipes
/// @param kinds what pipes can be made of
record PipesOperations(PipeAccess access, Kinds kinds) implements PipesApi {

  @Override
  public CompletionStage<Outcome<CreatePipeResponse>> createPipe(
      Call call, CreatePipeRequest input) {
    return new CreatePipe(access, kinds).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdatePipeResponse>> updatePipe(
      Call call, UpdatePipeRequest input) {
    return new UpdatePipe(access, kinds).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeletePipeResponse>> deletePipe(
      Call call, DeletePipeRequest input) {
    return new StatePipe(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribePipeResponse>> describePipe(
      Call call, DescribePipeRequest input) {
    return new DescribePipe(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListPipesResponse>> listPipes(Call call, ListPipesRequest input) {
    return new ListPipes(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<StartPipeResponse>> startPipe(Call call, StartPipeRequest input) {
    return new StatePipe(access).start(call, input);
  }

  @Override
  public CompletionStage<Outcome<StopPipeResponse>> stopPipe(Call call, StopPipeRequest input) {
    return new StatePipe(access).stop(call, input);
  }

  @Override
  public CompletionStage<Outcome<TagResourceResponse>> tagResource(
      Call call, TagResourceRequest input) {
    return new Tags(access).tag(call, input);
  }

  @Override
  public CompletionStage<Outcome<UntagResourceResponse>> untagResource(
      Call call, UntagResourceRequest input) {
    return new Tags(access).untag(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTagsForResourceResponse>> listTagsForResource(
      Call call, ListTagsForResourceRequest input) {
    return new Tags(access).list(call, input);
  }
}

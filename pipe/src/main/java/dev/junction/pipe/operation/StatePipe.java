package dev.junction.pipe.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.DeletePipeRequest;
import dev.junction.models.pipes.DeletePipeResponse;
import dev.junction.models.pipes.PipeState;
import dev.junction.models.pipes.RequestedPipeState;
import dev.junction.models.pipes.RequestedPipeStateDescribeResponse;
import dev.junction.models.pipes.StartPipeRequest;
import dev.junction.models.pipes.StartPipeResponse;
import dev.junction.models.pipes.StopPipeRequest;
import dev.junction.models.pipes.StopPipeResponse;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.pipe.state.Pipes;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.ShapeReader;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Starts, stops and deletes pipes: the answer comes when the pipe is on its way. Source: API
/// reference, StartPipe, StopPipe, DeletePipe.
public final class StatePipe {

  private final PipeAccess access;

  public StatePipe(PipeAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<StartPipeResponse>> start(Call call, StartPipeRequest input) {
    return move(
        PipeAccess.address(call, input.name()),
        RequestedPipeState.RUNNING,
        PipeState.STARTING,
        StartPipeResponse::read);
  }

  public CompletionStage<Outcome<StopPipeResponse>> stop(Call call, StopPipeRequest input) {
    return move(
        PipeAccess.address(call, input.name()),
        RequestedPipeState.STOPPED,
        PipeState.STOPPING,
        StopPipeResponse::read);
  }

  public CompletionStage<Outcome<DeletePipeResponse>> delete(Call call, DeletePipeRequest input) {
    return move(
        PipeAccess.address(call, input.name()),
        RequestedPipeStateDescribeResponse.DELETED,
        PipeState.DELETING,
        DeletePipeResponse::read);
  }

  private <R> CompletableFuture<Outcome<R>> move(
      PipeAddress address, String desired, String passing, Function<ShapeReader, R> answer) {
    return access
        .<PipeRecord>submit(
            address,
            (pipes, tx) -> {
              tx.useReserve();
              return settled(pipes, address)
                  .map(
                      pipe -> {
                        PipeRecord moved = pipe.moving(desired, passing, tx.now().toEpochMilli());
                        pipes.put(tx, address, moved);
                        return moved;
                      });
            })
        .thenApply(moved -> moved.map(pipe -> shown(address, pipe, answer)));
  }

  /// Every change of a pipe is answered with the same members by name.
  static <R> R shown(PipeAddress address, PipeRecord pipe, Function<ShapeReader, R> answer) {
    DeletePipeResponse members =
        DeletePipeResponse.builder()
            .arn(address.arn())
            .name(address.name())
            .desiredState(pipe.desired())
            .currentState(pipe.current())
            .creationTime(Instant.ofEpochMilli(pipe.times().createdAtMillis()))
            .lastModifiedTime(Instant.ofEpochMilli(pipe.times().changedAtMillis()))
            .build();
    return TokenCodec.AWS_JSON.decode(TokenCodec.AWS_JSON.encode(members), answer);
  }

  /// The pipe at an address, if it is there and not on its way to another state.
  static Outcome<PipeRecord> settled(Pipes pipes, PipeAddress address) {
    PipeRecord found = pipes.find(address);
    if (found == null) {
      return Outcome.rejected(PipeErrors.noSuchPipe(address.name()));
    }
    return found.isPassing()
        ? Outcome.rejected(PipeErrors.busy(address.name(), found.current()))
        : Outcome.accepted(found);
  }
}

package dev.junction.pipe.operation;

import dev.junction.engine.EngineErrors;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.CreatePipeResponse;
import dev.junction.models.pipes.PipeState;
import dev.junction.models.pipes.RequestedPipeState;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.pipe.run.Kinds;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.pipe.state.Pipes;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Creates a pipe, which then starts on its own. Source: API reference, CreatePipe.
public final class CreatePipe {

  private final PipeAccess access;
  private final PipeRules rules;

  public CreatePipe(PipeAccess access, Kinds kinds) {
    this.access = access;
    rules = new PipeRules(kinds);
  }

  public CompletionStage<Outcome<CreatePipeResponse>> run(Call call, CreatePipeRequest input) {
    PipeAddress address = PipeAccess.address(call, input.name());
    Map<String, String> tags = input.tags() == null ? Map.of() : input.tags();
    String wanted =
        input.desiredState() == null ? RequestedPipeState.RUNNING : input.desiredState();
    CreatePipeRequest plain = input.toBuilder().tags(null).desiredState(null).build();
    Outcome<CreatePipeRequest> checked =
        Tags.check(tags.keySet()).then(_ -> rules.check(address, plain));
    return switch (checked) {
      case Outcome.Rejected<CreatePipeRequest>(var error) ->
          PipeAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<CreatePipeRequest>(var settings) ->
          access.submit(
              address,
              (pipes, tx) -> create(pipes, tx, address, new Wanted(settings, wanted, tags)));
    };
  }

  private record Wanted(CreatePipeRequest settings, String state, Map<String, String> tags) {}

  private static Outcome<CreatePipeResponse> create(
      Pipes pipes, Transaction<Pipes> tx, PipeAddress address, Wanted wanted) {
    if (pipes.find(address) != null) {
      return Outcome.rejected(PipeErrors.exists(address.name()));
    }
    String prefix = PipeAddress.prefix(address.account(), address.region());
    if (pipes.beginningWith(prefix).size() >= PipeLimits.PIPES_MAX) {
      return Outcome.rejected(PipeErrors.tooMany(address.name()));
    }
    if (!tx.hasSpace()) {
      return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
    }
    long now = tx.now().toEpochMilli();
    PipeRecord created =
        new PipeRecord(
            1,
            new PipeRecord.Times(now, now),
            wanted.state(),
            PipeState.CREATING,
            null,
            wanted.tags(),
            wanted.settings());
    pipes.put(tx, address, created);
    return Outcome.accepted(StatePipe.shown(address, created, CreatePipeResponse::read));
  }
}

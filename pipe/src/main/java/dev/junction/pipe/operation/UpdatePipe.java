package dev.junction.pipe.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeState;
import dev.junction.models.pipes.UpdatePipeRequest;
import dev.junction.models.pipes.UpdatePipeResponse;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.run.Kinds;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.pipe.state.Pipes;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// Changes what is given of a pipe's settings; the rest stays. Source: API reference, UpdatePipe.
public final class UpdatePipe {

  private final PipeAccess access;
  private final PipeRules rules;

  public UpdatePipe(PipeAccess access, Kinds kinds) {
    this.access = access;
    rules = new PipeRules(kinds);
  }

  public CompletionStage<Outcome<UpdatePipeResponse>> run(Call call, UpdatePipeRequest input) {
    PipeAddress address = PipeAccess.address(call, input.name());
    return access
        .<PipeRecord>submit(address, (pipes, _) -> StatePipe.settled(pipes, address))
        .thenCompose(
            found ->
                switch (found.then(before -> changed(address, before, input))) {
                  case Outcome.Rejected<PipeRecord>(var error) ->
                      PipeAccess.<UpdatePipeResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<PipeRecord>(var wanted) ->
                      access.submit(
                          address, (pipes, tx) -> update(pipes, tx, address, wanted, input));
                });
  }

  private Outcome<PipeRecord> changed(
      PipeAddress address, PipeRecord before, UpdatePipeRequest input) {
    CreatePipeRequest merged = Merge.of(before.settings(), input);
    return rules.check(address, merged).map(before::with);
  }

  /// @param wanted the pipe as it was found, with other settings
  private static Outcome<UpdatePipeResponse> update(
      Pipes pipes,
      Transaction<Pipes> tx,
      PipeAddress address,
      PipeRecord wanted,
      UpdatePipeRequest input) {
    tx.useReserve();
    return StatePipe.settled(pipes, address)
        .then(
            now -> {
              if (now.generation() != wanted.generation()) {
                return Outcome.rejected(PipeErrors.busy(address.name(), now.current()));
              }
              String desired = input.desiredState() == null ? now.desired() : input.desiredState();
              PipeRecord changed =
                  now.with(wanted.settings())
                      .moving(desired, PipeState.UPDATING, tx.now().toEpochMilli());
              pipes.put(tx, address, changed);
              return Outcome.accepted(StatePipe.shown(address, changed, UpdatePipeResponse::read));
            });
  }
}

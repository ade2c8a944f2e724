package dev.junction.pipe.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.ListPipesRequest;
import dev.junction.models.pipes.ListPipesResponse;
import dev.junction.models.pipes.Pipe;
import dev.junction.pipe.access.Page;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.pipe.state.Pipes;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Lists pipes by name. Source: API reference, ListPipes.
public final class ListPipes {

  private final PipeAccess access;

  public ListPipes(PipeAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListPipesResponse>> run(Call call, ListPipesRequest input) {
    String prefix =
        PipeAddress.prefix(call.accountId(), call.region())
            + (input.namePrefix() == null ? "" : input.namePrefix());
    return switch (Page.after(input.nextToken())) {
      case Outcome.Rejected<String>(var error) -> PipeAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(String after) ->
          access.submit(
              call.accountId(),
              call.region(),
              (pipes, _) -> Outcome.accepted(list(pipes, input, prefix, after)));
    };
  }

  private static ListPipesResponse list(
      Pipes pipes, ListPipesRequest input, String prefix, String after) {
    int size = input.limit() == null ? PipeLimits.PAGE_MAX : input.limit();
    List<Pipe> page = new ArrayList<>();
    String last = "";
    for (Map.Entry<String, PipeRecord> each : pipes.beginningWith(prefix).entrySet()) {
      if (each.getKey().compareTo(after) <= 0 || !isWanted(input, each.getValue())) {
        continue;
      }
      if (page.size() == size) {
        return ListPipesResponse.builder().pipes(page).nextToken(Page.token(last)).build();
      }
      page.add(shown(PipeAddress.ofKey(each.getKey()), each.getValue()));
      last = each.getKey();
    }
    return ListPipesResponse.builder().pipes(page).build();
  }

  private static boolean isWanted(ListPipesRequest input, PipeRecord pipe) {
    return isOr(input.desiredState(), pipe.desired())
        && isOr(input.currentState(), pipe.current())
        && begins(input.sourcePrefix(), pipe.settings().source())
        && begins(input.targetPrefix(), pipe.settings().target());
  }

  private static boolean isOr(@Nullable String wanted, String is) {
    return wanted == null || wanted.equals(is);
  }

  private static boolean begins(@Nullable String prefix, String text) {
    return prefix == null || text.startsWith(prefix);
  }

  private static Pipe shown(PipeAddress address, PipeRecord pipe) {
    return Pipe.builder()
        .arn(address.arn())
        .name(address.name())
        .desiredState(pipe.desired())
        .currentState(pipe.current())
        .stateReason(pipe.reason())
        .source(pipe.settings().source())
        .target(pipe.settings().target())
        .enrichment(pipe.settings().enrichment())
        .creationTime(Instant.ofEpochMilli(pipe.times().createdAtMillis()))
        .lastModifiedTime(Instant.ofEpochMilli(pipe.times().changedAtMillis()))
        .build();
  }
}

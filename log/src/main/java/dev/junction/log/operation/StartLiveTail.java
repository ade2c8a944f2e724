package dev.junction.log.operation;

import dev.junction.kernel.Outcome;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.live.LiveTail;
import dev.junction.log.live.LiveTails;
import dev.junction.log.live.TailScope;
import dev.junction.models.logs.LiveTailSessionStart;
import dev.junction.models.logs.StartLiveTailRequest;
import dev.junction.models.logs.StartLiveTailResponse;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Opens a Live Tail session. Source: CloudWatch Logs API reference, StartLiveTail; that log groups
/// are named by their ARNs alone: the AWS Toolkit, which makes them of names (aws-toolkit-vscode,
/// pull request 5986).
///
/// @param access how log groups are reached
/// @param tails the sessions that are open
public record StartLiveTail(LogAccess access, LiveTails tails) {

  public CompletionStage<Outcome<StartLiveTailResponse>> run(
      Call call, StartLiveTailRequest input) {
    return switch (scope(call, input)) {
      case Outcome.Rejected<TailScope>(var error) -> LogAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<TailScope>(TailScope scope) -> {
        LiveTail session = tails.open(access, call.accountId(), call.region(), scope);
        yield session == null
            ? LogAccess.done(Outcome.rejected(LogErrors.tooManyTails()))
            : session
                .begin(start(call, session, input))
                .thenApply(
                    begun ->
                        begun.map(
                            events ->
                                StartLiveTailResponse.builder().responseStream(events).build()));
      }
    };
  }

  private static LiveTailSessionStart start(
      Call call, LiveTail session, StartLiveTailRequest input) {
    return LiveTailSessionStart.builder()
        .requestId(call.requestId())
        .sessionId(session.id())
        .logGroupIdentifiers(input.logGroupIdentifiers())
        .logStreamNames(orNone(input.logStreamNames()))
        .logStreamNamePrefixes(orNone(input.logStreamNamePrefixes()))
        .logEventFilterPattern(Objects.requireNonNullElse(input.logEventFilterPattern(), ""))
        .build();
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  private static Outcome<TailScope> scope(Call call, StartLiveTailRequest input) {
    List<String> names = orNone(input.logStreamNames());
    List<String> prefixes = orNone(input.logStreamNamePrefixes());
    if (!names.isEmpty() && !prefixes.isEmpty()) {
      return refused("logStreamNames and logStreamNamePrefixes do not go together.");
    }
    if (input.logGroupIdentifiers().size() > 1 && !(names.isEmpty() && prefixes.isEmpty())) {
      return refused(
          "logStreamNames and logStreamNamePrefixes go with one log group, not with several.");
    }
    List<GroupAddress> groups = new ArrayList<>();
    for (String identifier : new LinkedHashSet<>(input.logGroupIdentifiers())) {
      if (!identifier.startsWith("arn:") || identifier.endsWith("*")) {
        return refused("Name log groups by their ARNs, without :* behind them: " + identifier);
      }
      switch (LogAccess.identified(call, identifier)) {
        case Outcome.Rejected<GroupAddress>(var error) -> {
          return Outcome.rejected(error);
        }
        case Outcome.Accepted<GroupAddress>(GroupAddress group) -> groups.add(group);
      }
    }
    return FilterLogEvents.pattern(input.logEventFilterPattern())
        .map(pattern -> new TailScope(groups, new HashSet<>(names), prefixes, pattern));
  }

  private static Outcome<TailScope> refused(String message) {
    return Outcome.rejected(LogErrors.invalid(message));
  }
}

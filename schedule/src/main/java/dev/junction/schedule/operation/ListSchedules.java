package dev.junction.schedule.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.ListSchedulesInput;
import dev.junction.models.scheduler.ListSchedulesOutput;
import dev.junction.models.scheduler.ScheduleState;
import dev.junction.models.scheduler.ScheduleSummary;
import dev.junction.models.scheduler.TargetSummary;
import dev.junction.schedule.access.Page;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.domain.GroupAddress;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.state.GroupRecord;
import dev.junction.schedule.state.ScheduleRecord;
import dev.junction.schedule.state.Schedules;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Lists the caller's schedules in the region of the call, by group and name. Source: EventBridge
/// Scheduler API reference, ListSchedules.
public final class ListSchedules {

  private final ScheduleAccess access;

  public ListSchedules(ScheduleAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListSchedulesOutput>> run(Call call, ListSchedulesInput input) {
    String groupName = input.groupName();
    GroupAddress group = ScheduleAccess.group(call, groupName);
    CompletableFuture<Outcome<String>> after =
        groupName == null
            ? ScheduleAccess.done(Page.after("ListSchedules", input.nextToken()))
            : access
                .find(group)
                .thenApply(
                    found ->
                        found.then(
                            (GroupRecord _) -> Page.after("ListSchedules", input.nextToken())));
    return ScheduleAccess.then(after, token -> list(call, input, token));
  }

  private CompletableFuture<Outcome<ListSchedulesOutput>> list(
      Call call, ListSchedulesInput input, String token) {
    String account = call.accountId() + "\0" + call.region() + "\0";
    String prefix =
        input.groupName() == null
            ? account
            : ScheduleAccess.group(call, input.groupName()).key() + orEmpty(input);
    String after = token.startsWith(prefix) ? token : prefix;
    int size = Page.size(input.maxResults());
    // A name may equal the prefix, which must not be left out.
    Range range = new Range(token.isEmpty() ? prefix : after, token.isEmpty(), prefix, size + 1);
    return access
        .everywhere((schedules, tx) -> Outcome.accepted(some(schedules, tx, input, range)))
        .thenApply(outcome -> outcome.map(found -> result(found, size)));
  }

  private static String orEmpty(ListSchedulesInput input) {
    String prefix = input.namePrefix();
    return prefix == null ? "" : prefix;
  }

  private record Range(String after, boolean isInclusive, String prefix, int most) {}

  private record Found(String key, ScheduleRecord record) {}

  private static List<Found> some(
      Schedules schedules, Transaction<Schedules> tx, ListSchedulesInput input, Range range) {
    List<Found> found = new ArrayList<>();
    String end = range.prefix() + Character.MAX_VALUE;
    for (String key : schedules.between(range.after(), range.isInclusive(), end)) {
      String name = key.substring(key.lastIndexOf('\0') + 1);
      boolean isWanted =
          name.startsWith(orEmpty(input))
              && (input.state() == null
                  || input.state().equals(ScheduleState.ENABLED) == schedules.isEnabled(key));
      if (isWanted) {
        found.add(new Found(key, schedules.stored(tx, key)));
        if (found.size() == range.most()) {
          break;
        }
      }
    }
    return found;
  }

  private static ListSchedulesOutput result(List<Found> found, int size) {
    List<Found> sorted = found.stream().sorted(Comparator.comparing(Found::key)).toList();
    Page<Found> page = Page.of("ListSchedules", sorted, size, Found::key);
    return ListSchedulesOutput.builder()
        .schedules(page.items().stream().map(ListSchedules::summary).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private static ScheduleSummary summary(Found found) {
    ScheduleAddress address = ScheduleAddress.ofKey(found.key());
    ScheduleRecord record = found.record();
    return ScheduleSummary.builder()
        .arn(address.arn())
        .creationDate(Instant.ofEpochMilli(record.createdAtMillis()))
        .groupName(address.group().name())
        .lastModificationDate(Instant.ofEpochMilli(record.changedAtMillis()))
        .name(address.name())
        .state(record.settings().state())
        .target(TargetSummary.builder().arn(record.settings().target().arn()).build())
        .build();
  }
}

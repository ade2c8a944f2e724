package dev.junction.schedule.operation;

import dev.junction.engine.EngineErrors;
import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.CreateScheduleGroupInput;
import dev.junction.models.scheduler.CreateScheduleGroupOutput;
import dev.junction.models.scheduler.DeleteScheduleGroupInput;
import dev.junction.models.scheduler.DeleteScheduleGroupOutput;
import dev.junction.models.scheduler.GetScheduleGroupInput;
import dev.junction.models.scheduler.GetScheduleGroupOutput;
import dev.junction.models.scheduler.ListScheduleGroupsInput;
import dev.junction.models.scheduler.ListScheduleGroupsOutput;
import dev.junction.models.scheduler.ScheduleGroupState;
import dev.junction.models.scheduler.ScheduleGroupSummary;
import dev.junction.schedule.access.Page;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.domain.GroupAddress;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.domain.ScheduleLimits;
import dev.junction.schedule.state.GroupRecord;
import dev.junction.schedule.state.Groups;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Creates, answers, lists and deletes groups of schedules. Source: EventBridge Scheduler API
/// reference, the operations on schedule groups; User Guide, "Deleting a schedule group".
public final class ScheduleGroups {

  private final ScheduleAccess access;

  public ScheduleGroups(ScheduleAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CreateScheduleGroupOutput>> create(
      Call call, CreateScheduleGroupInput input) {
    GroupAddress address = ScheduleAccess.group(call, input.name());
    return ScheduleAccess.then(
        ScheduleAccess.done(Tags.of(input.tags())),
        tags ->
            access.submit(
                address,
                (schedules, tx) -> {
                  Groups groups = schedules.groups();
                  GroupRecord existing = groups.find(tx, address);
                  if (existing != null) {
                    return again(address, existing, input.clientToken(), tags);
                  }
                  if (!tx.hasSpace()) {
                    return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
                  }
                  if (groups.of(address).size() >= ScheduleLimits.GROUPS_MAX) {
                    return Outcome.rejected(
                        ScheduleErrors.tooMany(
                            "There are "
                                + ScheduleLimits.GROUPS_MAX
                                + " schedule groups already."));
                  }
                  groups.create(tx, address, tags, input.clientToken());
                  return Outcome.accepted(created(address));
                }));
  }

  private static Outcome<CreateScheduleGroupOutput> again(
      GroupAddress address,
      GroupRecord existing,
      @Nullable String token,
      Map<String, String> tags) {
    if (existing.isDeleting()) {
      return Outcome.rejected(ScheduleErrors.groupGoes(address.name()));
    }
    boolean isSameCall =
        token != null && token.equals(existing.token()) && existing.tags().equals(tags);
    return isSameCall
        ? Outcome.accepted(created(address))
        : Outcome.rejected(ScheduleErrors.groupExists(address.name()));
  }

  private static CreateScheduleGroupOutput created(GroupAddress address) {
    return CreateScheduleGroupOutput.builder().scheduleGroupArn(address.arn()).build();
  }

  public CompletionStage<Outcome<GetScheduleGroupOutput>> get(
      Call call, GetScheduleGroupInput input) {
    GroupAddress address = ScheduleAccess.group(call, input.name());
    return access.find(address).thenApply(found -> found.map(group -> answer(address, group)));
  }

  private static GetScheduleGroupOutput answer(GroupAddress address, GroupRecord group) {
    return GetScheduleGroupOutput.builder()
        .arn(address.arn())
        .creationDate(Instant.ofEpochMilli(group.createdAtMillis()))
        .lastModificationDate(Instant.ofEpochMilli(group.changedAtMillis()))
        .name(address.name())
        .state(state(group))
        .build();
  }

  private static String state(GroupRecord group) {
    return group.isDeleting() ? ScheduleGroupState.DELETING : ScheduleGroupState.ACTIVE;
  }

  public CompletionStage<Outcome<DeleteScheduleGroupOutput>> delete(
      Call call, DeleteScheduleGroupInput input) {
    GroupAddress address = ScheduleAccess.group(call, input.name());
    if (address.isDefault()) {
      return ScheduleAccess.done(
          Outcome.rejected(ScheduleErrors.invalid("The default schedule group stays.")));
    }
    return access.submit(
        address,
        (schedules, tx) -> {
          tx.useReserve();
          GroupRecord found = schedules.groups().find(tx, address);
          if (found == null) {
            return Outcome.rejected(ScheduleErrors.noSuchGroup(address.name()));
          }
          if (!found.isDeleting()) {
            schedules.groups().delete(tx, address, found);
          }
          return Outcome.accepted(DeleteScheduleGroupOutput.builder().build());
        });
  }

  public CompletionStage<Outcome<ListScheduleGroupsOutput>> list(
      Call call, ListScheduleGroupsInput input) {
    GroupAddress first = ScheduleAccess.group(call, null);
    int size = Page.size(input.maxResults());
    String prefix = input.namePrefix() == null ? "" : input.namePrefix();
    return ScheduleAccess.then(
        ScheduleAccess.done(Page.after("ListScheduleGroups", input.nextToken())),
        after ->
            access.submit(
                first,
                (schedules, tx) -> {
                  // The default group comes to be when it is asked for.
                  schedules.groups().find(tx, first);
                  List<ScheduleGroupSummary> all =
                      schedules.groups().of(first).entrySet().stream()
                          .map(entry -> summary(call, entry.getKey(), entry.getValue()))
                          .filter(group -> name(group).startsWith(prefix))
                          .filter(group -> name(group).compareTo(after) > 0)
                          .toList();
                  Page<ScheduleGroupSummary> page =
                      Page.of("ListScheduleGroups", all, size, ScheduleGroups::name);
                  return Outcome.accepted(
                      ListScheduleGroupsOutput.builder()
                          .scheduleGroups(page.items())
                          .nextToken(page.nextToken())
                          .build());
                }));
  }

  private static String name(ScheduleGroupSummary group) {
    String name = group.name();
    return name == null ? "" : name;
  }

  private static ScheduleGroupSummary summary(Call call, String key, GroupRecord group) {
    GroupAddress address = ScheduleAccess.group(call, key.split("\0", -1)[2]);
    return ScheduleGroupSummary.builder()
        .arn(address.arn())
        .creationDate(Instant.ofEpochMilli(group.createdAtMillis()))
        .lastModificationDate(Instant.ofEpochMilli(group.changedAtMillis()))
        .name(address.name())
        .state(state(group))
        .build();
  }
}

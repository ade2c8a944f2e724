package dev.junction.schedule;

import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.CreateScheduleGroupInput;
import dev.junction.models.scheduler.CreateScheduleGroupOutput;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.CreateScheduleOutput;
import dev.junction.models.scheduler.DeleteScheduleGroupInput;
import dev.junction.models.scheduler.DeleteScheduleGroupOutput;
import dev.junction.models.scheduler.DeleteScheduleInput;
import dev.junction.models.scheduler.DeleteScheduleOutput;
import dev.junction.models.scheduler.GetScheduleGroupInput;
import dev.junction.models.scheduler.GetScheduleGroupOutput;
import dev.junction.models.scheduler.GetScheduleInput;
import dev.junction.models.scheduler.GetScheduleOutput;
import dev.junction.models.scheduler.ListScheduleGroupsInput;
import dev.junction.models.scheduler.ListScheduleGroupsOutput;
import dev.junction.models.scheduler.ListSchedulesInput;
import dev.junction.models.scheduler.ListSchedulesOutput;
import dev.junction.models.scheduler.ListTagsForResourceInput;
import dev.junction.models.scheduler.ListTagsForResourceOutput;
import dev.junction.models.scheduler.SchedulerApi;
import dev.junction.models.scheduler.TagResourceInput;
import dev.junction.models.scheduler.TagResourceOutput;
import dev.junction.models.scheduler.UntagResourceInput;
import dev.junction.models.scheduler.UntagResourceOutput;
import dev.junction.models.scheduler.UpdateScheduleInput;
import dev.junction.models.scheduler.UpdateScheduleOutput;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.operation.CreateSchedule;
import dev.junction.schedule.operation.DeleteSchedule;
import dev.junction.schedule.operation.GetSchedule;
import dev.junction.schedule.operation.GroupTags;
import dev.junction.schedule.operation.ListSchedules;
import dev.junction.schedule.operation.ScheduleGroups;
import dev.junction.schedule.operation.UpdateSchedule;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// The operations of EventBridge Scheduler, each bound to its class.
///
/// @param access how they reach schedules
/// @param clock the time by which starts are judged
record SchedulerOperations(ScheduleAccess access, Clock clock) implements SchedulerApi {

  @Override
  public CompletionStage<Outcome<CreateScheduleOutput>> createSchedule(
      Call call, CreateScheduleInput input) {
    return new CreateSchedule(access, clock).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateScheduleGroupOutput>> createScheduleGroup(
      Call call, CreateScheduleGroupInput input) {
    return new ScheduleGroups(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteScheduleOutput>> deleteSchedule(
      Call call, DeleteScheduleInput input) {
    return new DeleteSchedule(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteScheduleGroupOutput>> deleteScheduleGroup(
      Call call, DeleteScheduleGroupInput input) {
    return new ScheduleGroups(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetScheduleOutput>> getSchedule(
      Call call, GetScheduleInput input) {
    return new GetSchedule(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetScheduleGroupOutput>> getScheduleGroup(
      Call call, GetScheduleGroupInput input) {
    return new ScheduleGroups(access).get(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListScheduleGroupsOutput>> listScheduleGroups(
      Call call, ListScheduleGroupsInput input) {
    return new ScheduleGroups(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListSchedulesOutput>> listSchedules(
      Call call, ListSchedulesInput input) {
    return new ListSchedules(access).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTagsForResourceOutput>> listTagsForResource(
      Call call, ListTagsForResourceInput input) {
    return new GroupTags(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<TagResourceOutput>> tagResource(
      Call call, TagResourceInput input) {
    return new GroupTags(access).tag(call, input);
  }

  @Override
  public CompletionStage<Outcome<UntagResourceOutput>> untagResource(
      Call call, UntagResourceInput input) {
    return new GroupTags(access).untag(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateScheduleOutput>> updateSchedule(
      Call call, UpdateScheduleInput input) {
    return new UpdateSchedule(access).run(call, input);
  }
}

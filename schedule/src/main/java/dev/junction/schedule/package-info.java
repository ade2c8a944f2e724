/// Schedules: EventBridge Scheduler.
///
/// A schedule belongs to a group of its account and region and says when what is called. Each
/// planned time is one durable timer; when it comes due, one batch of the partition's journal
/// removes the timer, sets the next and begins the invocation. So a planned time begins exactly one
/// invocation, whatever crashes come between; a queue gets it exactly once, an operation of a
/// service at least once. The door: [ScheduleModule]. Document: `docs/services/scheduler.md`.
@NullMarked
package dev.junction.schedule;

import org.jspecify.annotations.NullMarked;

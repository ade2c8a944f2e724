/// The operations of EventBridge Scheduler.
@NullMarked
package dev.junction.schedule.operation;

import org.jspecify.annotations.NullMarked;

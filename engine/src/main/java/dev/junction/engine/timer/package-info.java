/// What a partition does later: durable timers on the wall clock, volatile wakes on the monotonic
/// one.
@NullMarked
package dev.junction.engine.timer;

import org.jspecify.annotations.NullMarked;

/// When something that is planned happens: `rate(…)`, `at(…)` and `cron(…)` as schedules and rules
/// write them.
///
/// An expression is read once ([ScheduleExpression#parse]) and then asked for its next time, which
/// depends on nothing but its arguments. Everything is bounded: years end with 2199.
@NullMarked
package dev.junction.expression.time;

import org.jspecify.annotations.NullMarked;

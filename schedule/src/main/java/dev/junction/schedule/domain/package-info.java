/// What schedules are made of: records and pure functions.
@NullMarked
package dev.junction.schedule.domain;

import org.jspecify.annotations.NullMarked;

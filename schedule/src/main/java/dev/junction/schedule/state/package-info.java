/// How schedules lie in the map of a partition, and the view of it in memory.
@NullMarked
package dev.junction.schedule.state;

import org.jspecify.annotations.NullMarked;

/// How operations reach schedules and their groups.
@NullMarked
package dev.junction.schedule.access;

import org.jspecify.annotations.NullMarked;

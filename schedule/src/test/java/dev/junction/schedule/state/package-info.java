@NullMarked
package dev.junction.schedule.state;

import org.jspecify.annotations.NullMarked;

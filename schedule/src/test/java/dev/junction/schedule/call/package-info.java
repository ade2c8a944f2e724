@NullMarked
package dev.junction.schedule.call;

import org.jspecify.annotations.NullMarked;

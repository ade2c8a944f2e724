/// Real clients against the schedules of a running server.
@NullMarked
package dev.junction.conformance.schedule;

import org.jspecify.annotations.NullMarked;

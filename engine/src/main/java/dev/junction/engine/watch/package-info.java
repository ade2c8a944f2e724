/// How partitions are, as seen from outside: for health pages and metrics.
@NullMarked
package dev.junction.engine.watch;

import org.jspecify.annotations.NullMarked;

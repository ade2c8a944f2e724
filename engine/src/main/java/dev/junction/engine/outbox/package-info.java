/// Messages between partitions: kept by the source until the target has them for good, applied by
/// the target once.
@NullMarked
package dev.junction.engine.outbox;

import org.jspecify.annotations.NullMarked;

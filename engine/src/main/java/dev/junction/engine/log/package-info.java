/// The durable side of a partition: journal and map written together, recovery, checkpoints.
@NullMarked
package dev.junction.engine.log;

import org.jspecify.annotations.NullMarked;

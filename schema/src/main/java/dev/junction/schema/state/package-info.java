/// How registries lie on a partition: keys, values, and what is kept in memory.
@NullMarked
package dev.junction.schema.state;

import org.jspecify.annotations.NullMarked;

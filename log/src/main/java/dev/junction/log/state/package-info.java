/// How log groups lie on a partition: keys, values, and what is kept in memory.
@NullMarked
package dev.junction.log.state;

import org.jspecify.annotations.NullMarked;

/// Where state lies: the journal that is the source of truth, the ordered map that is rebuilt from
/// it, and the immutable chunks that large, closed things are sealed into.
@NullMarked
package dev.junction.storage;

import org.jspecify.annotations.NullMarked;

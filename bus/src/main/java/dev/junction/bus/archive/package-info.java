/// Events that archives keep, and replays of them, as they lie in the map and in chunks.
@NullMarked
package dev.junction.bus.archive;

import org.jspecify.annotations.NullMarked;

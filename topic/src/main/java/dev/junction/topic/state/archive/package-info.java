/// The archive of a FIFO topic and how far replays of it have come, as they lie in the map.
@NullMarked
package dev.junction.topic.state.archive;

import org.jspecify.annotations.NullMarked;

/// Answers that are streams of events: what an operation hands out, and how it looks on the wire.
@NullMarked
package dev.junction.wire.eventstream;

import org.jspecify.annotations.NullMarked;

/// Responses that are sent a part at a time.
@NullMarked
package dev.junction.wire.stream;

import org.jspecify.annotations.NullMarked;

/// From bytes to calls and back: HTTP, protocols, schemas and the dispatch of operations.
@NullMarked
package dev.junction.wire;

import org.jspecify.annotations.NullMarked;

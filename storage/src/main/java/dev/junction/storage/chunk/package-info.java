/// Immutable chunks as files.
@NullMarked
package dev.junction.storage.chunk;

import org.jspecify.annotations.NullMarked;

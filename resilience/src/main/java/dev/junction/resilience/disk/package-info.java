/// A small disk that can be filled and freed.
@NullMarked
package dev.junction.resilience.disk;

import org.jspecify.annotations.NullMarked;

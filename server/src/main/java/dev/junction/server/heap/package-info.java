/// What keeps the memory of the process near what lives in it.
@NullMarked
package dev.junction.server.heap;

import org.jspecify.annotations.NullMarked;

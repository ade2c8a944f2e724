/// What works on a server while it is taken down, what it remembers, and how it finds out what
/// became of it.
@NullMarked
package dev.junction.resilience.load;

import org.jspecify.annotations.NullMarked;

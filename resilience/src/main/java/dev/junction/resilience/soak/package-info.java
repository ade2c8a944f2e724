/// What a server needs after a long time and what it has given back.
@NullMarked
package dev.junction.resilience.soak;

import org.jspecify.annotations.NullMarked;

/// Targets of buses that hang.
@NullMarked
package dev.junction.resilience.bus;

import org.jspecify.annotations.NullMarked;

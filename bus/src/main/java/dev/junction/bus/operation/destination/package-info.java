/// Connections and API destinations.
@NullMarked
package dev.junction.bus.operation.destination;

import org.jspecify.annotations.NullMarked;

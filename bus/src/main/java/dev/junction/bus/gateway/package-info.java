/// How events leave for API destinations: requests made of connections and events.
@NullMarked
package dev.junction.bus.gateway;

import org.jspecify.annotations.NullMarked;

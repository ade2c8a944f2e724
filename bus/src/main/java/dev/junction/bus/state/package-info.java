/// How buses, rules and archives lie in a partition's map, and the view that is derived from it.
@NullMarked
package dev.junction.bus.state;

import org.jspecify.annotations.NullMarked;

/// How pipes lie in the map, and their states.
@NullMarked
package dev.junction.pipe.state;

import org.jspecify.annotations.NullMarked;

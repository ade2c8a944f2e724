@NullMarked
package dev.junction.bus.state;

import org.jspecify.annotations.NullMarked;

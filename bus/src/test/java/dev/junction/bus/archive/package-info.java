@NullMarked
package dev.junction.bus.archive;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.junction.bus.operation.archive;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.junction.storage.memory;

import org.jspecify.annotations.NullMarked;

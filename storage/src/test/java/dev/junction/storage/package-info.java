@NullMarked
package dev.junction.storage;

import org.jspecify.annotations.NullMarked;

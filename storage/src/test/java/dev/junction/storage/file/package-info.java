@NullMarked
package dev.junction.storage.file;

import org.jspecify.annotations.NullMarked;

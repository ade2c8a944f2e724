/// The data folder: what lies where in it, and who holds it.
@NullMarked
package dev.junction.storage.folder;

import org.jspecify.annotations.NullMarked;

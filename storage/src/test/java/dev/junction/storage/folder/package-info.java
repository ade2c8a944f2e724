/// Tests of the data folder.
@NullMarked
package dev.junction.storage.folder;

import org.jspecify.annotations.NullMarked;

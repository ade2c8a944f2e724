/// The folder in which one server keeps everything that must outlive it.
@NullMarked
package dev.junction.storage.folder;

import org.jspecify.annotations.NullMarked;

/// The port through which the storage module touches files, and the file system behind it.
///
/// Everything that has to survive a power failure goes through [dev.junction.storage.disk.Disk], so
/// that the tests can put a disk there that loses, garbles and refuses things.
@NullMarked
package dev.junction.storage.disk;

import org.jspecify.annotations.NullMarked;

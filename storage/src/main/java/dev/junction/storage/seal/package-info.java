/// Encryption of what lies on the disk: the key of a data folder, and a journal, a state store and
/// a chunk store that seal what they hand to another one.
@NullMarked
package dev.junction.storage.seal;

import org.jspecify.annotations.NullMarked;

/// The journal in files: one set of segments shared by all partitions, one writer thread, one sync
/// per round. The format is described in `docs/adr/0001-journal-format.md`.
@NullMarked
package dev.junction.storage.file;

import org.jspecify.annotations.NullMarked;

/// The journal in files: segments that all partitions share, one sync for everything that waits.
///
/// A frame that cannot be read is either the torn end of what was never acknowledged, which is cut
/// off, or damage, which is refused. The watermark in every frame tells them apart: it says up to
/// where the journal was known to be synced when the frame was written. A readable frame after the
/// bad place whose watermark lies beyond it proves that the bad place had been synced, and so was
/// damaged later. The format stands in docs/adr/0001-journal-format.md.
@NullMarked
package dev.junction.storage.file;

import org.jspecify.annotations.NullMarked;

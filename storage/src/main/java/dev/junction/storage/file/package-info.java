/// The journal in files: one row of segments for all partitions of a data folder.
///
/// # How it lies on disk
///
/// `journal.id` holds what is fixed (partitions, block size, a secret salt). `<sequence>.segment`
/// files hold a header block and then records: batches of writes, claims of epochs, trims, and at
/// the end perhaps a mark. A write (a *round*) holds what all partitions had waiting; it starts at
/// a block boundary and is padded to one, so that no write ever touches a block that holds
/// something durable. A segment is filled with zeros and synced, and its name is synced, before it
/// is used, so that in steady state a sync stores data blocks and nothing else. A segment whose
/// batches are all trimmed is given a new sequence and written over; sequences, and so the salts
/// made from them, are never used twice.
///
/// A segment's header says where the segment before it ends and where every partition stands. It is
/// written only after everything in earlier segments was synced, under every sync policy.
///
/// # What recovery takes and what it refuses
///
/// A power failure may leave of an unsynced write any mixture of old, new and garbled sectors: a
/// hole with good records behind it is a legal torn tail, as long as nothing of it was synced. So a
/// good record behind a bad place proves nothing by being there. It proves something by what it
/// says: every record carries *synced-to*, the offset below which its segment was synced when the
/// record was written. The rule is:
///
/// - In a segment that has a successor, everything up to its end must be good.
/// - In the last segment, the log ends at the first place where no good record of this segment's
///   salt stands. If any record behind that place, found by its salt and its header's checksum at
///   any offset, has a synced-to beyond the place, something that was synced is damaged: the
///   journal refuses to start and names the file and the offset. Otherwise the rest is a torn tail
///   and is cut.
/// - A good record that does not continue its partition (an LSN or an epoch that does not follow)
///   is damage, wherever it stands. So are a wrong file size, a missing segment between others, and
///   a missing old segment whose batches were not trimmed.
/// - A last file without a good header was prepared or torn at its first write, unless a record in
///   it was written after its header was synced.
///
/// The last round before a crash has no later record that could vouch for it. The journal therefore
/// leaves a *mark* behind it as soon as there is a quiet moment (unsynced: it costs a write to the
/// page cache and the next round overwrites it), and a synced one when it is closed. Only damage to
/// the very last round of a loaded journal, together with a crash within the same millisecond,
/// cannot be told from a torn tail.
///
/// # After recovery
///
/// Writing goes on in a new segment, never behind a tail that was cut: there a later write could
/// end just where an old record of the same salt begins, and bring it back. Whole records that are
/// not proven to be synced are copied to the new segment, which then ends the old one before them.
/// So a record that a failed sync left in the page cache only is written again, and no durable
/// block is.
@NullMarked
package dev.junction.storage.file;

import org.jspecify.annotations.NullMarked;

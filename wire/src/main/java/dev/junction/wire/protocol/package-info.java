/// Operations as things that can be called, and the protocols that carry the calls.
///
/// An [OperationTable] names every operation of a service; a [ServerProtocol] finds out which one a
/// request means, decodes its input and encodes its answer. A new service brings a table and no
/// code for any protocol.
@NullMarked
package dev.junction.wire.protocol;

import org.jspecify.annotations.NullMarked;

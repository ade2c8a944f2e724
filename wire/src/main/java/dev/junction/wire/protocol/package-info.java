/// From a request to a call of an operation and back: which protocol and operation a request means,
/// and what its answer or error looks like on the wire.
@NullMarked
package dev.junction.wire.protocol;

import org.jspecify.annotations.NullMarked;

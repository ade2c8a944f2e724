/// What the service models say of each shape, and the two ports through which values of those
/// shapes are read and written, whatever the protocol.
@NullMarked
package dev.junction.wire.schema;

import org.jspecify.annotations.NullMarked;

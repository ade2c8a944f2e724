/// Checks of a value against the constraints of the model, and what a client is told about it.
@NullMarked
package dev.junction.wire.protocol.constraint;

import org.jspecify.annotations.NullMarked;

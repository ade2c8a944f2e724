/// Real clients against the event buses of a running server.
@NullMarked
package dev.junction.conformance.bus;

import org.jspecify.annotations.NullMarked;

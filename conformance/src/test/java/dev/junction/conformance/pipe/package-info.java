/// Real clients against the pipes of a running server.
@NullMarked
package dev.junction.conformance.pipe;

import org.jspecify.annotations.NullMarked;

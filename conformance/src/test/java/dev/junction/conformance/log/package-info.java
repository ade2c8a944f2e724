/// Real clients against the log groups of a running server.
@NullMarked
package dev.junction.conformance.log;

import org.jspecify.annotations.NullMarked;

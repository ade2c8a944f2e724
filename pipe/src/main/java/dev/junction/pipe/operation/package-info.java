/// The operations of pipes, one class for each or for a few that are alike.
@NullMarked
package dev.junction.pipe.operation;

import org.jspecify.annotations.NullMarked;

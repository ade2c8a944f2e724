/// How operations reach pipes, and pages of lists.
@NullMarked
package dev.junction.pipe.access;

import org.jspecify.annotations.NullMarked;

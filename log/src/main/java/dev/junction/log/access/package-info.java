/// How operations reach log groups.
@NullMarked
package dev.junction.log.access;

import org.jspecify.annotations.NullMarked;

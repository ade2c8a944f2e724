/// How operations reach buses, and whether their callers may.
@NullMarked
package dev.junction.bus.access;

import org.jspecify.annotations.NullMarked;

/// How operations reach registries.
@NullMarked
package dev.junction.schema.access;

import org.jspecify.annotations.NullMarked;

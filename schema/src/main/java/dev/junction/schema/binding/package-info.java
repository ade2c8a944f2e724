/// Source texts for the events of a schema, in several languages.
@NullMarked
package dev.junction.schema.binding;

import org.jspecify.annotations.NullMarked;

/// The operations of schemas, by what they are about.
@NullMarked
package dev.junction.schema.operation;

import org.jspecify.annotations.NullMarked;

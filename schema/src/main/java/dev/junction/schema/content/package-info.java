/// What schemas say: reading, checking, turning one form into the other, inferring them from
/// events.
@NullMarked
package dev.junction.schema.content;

import org.jspecify.annotations.NullMarked;

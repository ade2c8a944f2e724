/// What services failed at: it is undone; what nobody waits for is kept and run again at the next
/// start.
@NullMarked
package dev.junction.engine.aside;

import org.jspecify.annotations.NullMarked;

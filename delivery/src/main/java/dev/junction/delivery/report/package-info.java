/// Telling sources what became of their messages, one recipient at a time.
@NullMarked
package dev.junction.delivery.report;

import org.jspecify.annotations.NullMarked;

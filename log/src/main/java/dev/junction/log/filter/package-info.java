/// Filter patterns over the messages of log events.
@NullMarked
package dev.junction.log.filter;

import org.jspecify.annotations.NullMarked;

/// Live Tail sessions: new log events as they come, once a second. Nothing of them is durable.
@NullMarked
package dev.junction.log.live;

import org.jspecify.annotations.NullMarked;

/// What becomes of messages on their way through services, for people to look at afterwards.
@NullMarked
package dev.junction.delivery.trace;

import org.jspecify.annotations.NullMarked;

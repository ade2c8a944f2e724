/// The nouns of a queue as records and pure functions: addresses, settings, attributes, receipt
/// handles, checks. No I/O, no clock.
@NullMarked
package dev.junction.queue.domain;

import org.jspecify.annotations.NullMarked;

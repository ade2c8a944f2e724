/// What events, rules and targets are: records and pure functions.
@NullMarked
package dev.junction.bus.domain;

import org.jspecify.annotations.NullMarked;

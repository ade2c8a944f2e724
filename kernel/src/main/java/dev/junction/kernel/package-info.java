/// The words that every module shares: account, region, ARN, clock, outcome, invariant, secret.
///
/// Nothing here does I/O, starts a thread or knows a service. A type moves in only when two modules
/// that may not see each other both need it.
@NullMarked
package dev.junction.kernel;

import org.jspecify.annotations.NullMarked;

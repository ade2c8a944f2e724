/// Loops that take a loaded server down again and again, by a kill, a power loss or a failed sync,
/// and compare what comes back with the ledger that its clients kept.
@NullMarked
package dev.junction.resilience;

import org.jspecify.annotations.NullMarked;

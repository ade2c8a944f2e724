/// Loops that kill a loaded server and compare what comes back with the ledger that its clients
/// kept.
@NullMarked
package dev.junction.resilience;

import org.jspecify.annotations.NullMarked;

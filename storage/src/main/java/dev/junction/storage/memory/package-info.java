/// Storage that lives in memory: what `--ephemeral` runs on and what simulations are made of.
///
/// Everything here keeps the contract of its port, so that whatever passes against it passes
/// against files too; beyond the port it has switches to hold back durability, to break, and to
/// lose what a crash would lose.
@NullMarked
package dev.junction.storage.memory;

import org.jspecify.annotations.NullMarked;

/// Journal, state store and chunk store in memory: for `--ephemeral` and for simulations.
///
/// The journals are durable at once unless a simulation holds durability back. What a restart
/// would find is kept apart from what runs, so that a simulation can crash one without the other.
@NullMarked
package dev.junction.storage.memory;

import org.jspecify.annotations.NullMarked;

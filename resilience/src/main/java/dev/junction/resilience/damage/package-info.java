/// Damage to the files of a data folder: where records begin, and what can happen to them. Nothing
/// here knows a class of the server; the shapes are those of docs/adr/0001 and of RocksDB's
/// documented log format.
@NullMarked
package dev.junction.resilience.damage;

import org.jspecify.annotations.NullMarked;

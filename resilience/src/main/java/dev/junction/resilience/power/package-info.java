/// A power loss, played out for a real process: what the process did to its files is written down
/// by a library that is loaded into it (`powerloss.c`), and its folder is rebuilt as a disk would
/// have kept it.
@NullMarked
package dev.junction.resilience.power;

import org.jspecify.annotations.NullMarked;

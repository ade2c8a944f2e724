/// Archives and replays: the operations and what goes on behind them.
@NullMarked
package dev.junction.bus.operation.archive;

import org.jspecify.annotations.NullMarked;

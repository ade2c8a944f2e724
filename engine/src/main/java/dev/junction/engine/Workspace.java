package dev.junction.engine;

import dev.junction.engine.log.PartitionLog;
import dev.junction.engine.log.Shortage;
import dev.junction.engine.outbox.Outbox;
import dev.junction.engine.timer.DurableTimers;
import dev.junction.engine.timer.WakeHeap;
import dev.junction.kernel.Clock;
import dev.junction.storage.StateStore;

/// What the transactions of one partition work on.
record Workspace(
    int partition,
    Clock clock,
    PartitionLog log,
    Shortage shortage,
    StateStore state,
    DurableTimers timers,
    WakeHeap<Alarm<?>> wakes,
    Outbox outbox,
    RoundEnd roundEnd,
    Services services) {}

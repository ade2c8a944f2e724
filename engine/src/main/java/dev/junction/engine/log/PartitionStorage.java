package dev.junction.engine.log;

import dev.junction.storage.Journal;
import dev.junction.storage.StateStore;

/// Where one partition keeps its state; the engine that gets it closes both.
public record PartitionStorage(Journal journal, StateStore state) {}

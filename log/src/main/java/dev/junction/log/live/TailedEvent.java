package dev.junction.log.live;

import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogEvent;

/// An event and the group that it came into.
record TailedEvent(GroupAddress group, LogEvent event) {}

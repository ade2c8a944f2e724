package dev.junction.log.live;

import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.filter.FilterPattern;
import java.util.List;
import java.util.Set;

/// What a session wants to see.
///
/// @param groups of which groups
/// @param streams of which streams; empty for all
/// @param prefixes of streams whose names start with one of these; empty for all
/// @param pattern which messages
public record TailScope(
    List<GroupAddress> groups, Set<String> streams, List<String> prefixes, FilterPattern pattern) {

  public TailScope {
    groups = List.copyOf(groups);
    streams = Set.copyOf(streams);
    prefixes = List.copyOf(prefixes);
  }

  boolean wants(LogEvent event) {
    return (streams.isEmpty() || streams.contains(event.stream()))
        && (prefixes.isEmpty() || prefixes.stream().anyMatch(event.stream()::startsWith))
        && pattern.matches(event.message());
  }
}

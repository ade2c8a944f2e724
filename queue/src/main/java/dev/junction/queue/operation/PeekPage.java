package dev.junction.queue.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some messages of a queue in one state.
///
/// @param messages the messages; there may be none although there is a next page
/// @param next what to ask for the next page with; null when this is the last one
public record PeekPage(List<PeekedMessage> messages, @Nullable String next) {}

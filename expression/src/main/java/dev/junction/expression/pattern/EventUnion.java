package dev.junction.expression.pattern;

import java.util.List;

/// What several names of an event that are one path lead to. A pattern may be satisfied by any of
/// them, different fields by different ones.
///
/// @param nodes what lies there
record EventUnion(List<EventNode> nodes) implements EventNode {}

package dev.junction.expression.pattern;

import java.util.List;

/// An array of an event. A pattern matches it when it matches one of its elements.
///
/// @param elements the elements, in the order of the text
public record EventArray(List<EventNode> elements) implements EventNode {}

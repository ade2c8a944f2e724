package dev.junction.expression.pattern;

/// A part of an event: an object, an array or a scalar; or several of them at one path.
public sealed interface EventNode permits EventObject, EventArray, EventUnion, Scalar {}

/// The operations on topics, one class each.
@NullMarked
package dev.junction.topic.operation;

import org.jspecify.annotations.NullMarked;

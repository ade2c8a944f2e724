/// One class per API operation: checks the input, decides on the queue's partition, answers.
///
/// Protocol, authentication, validation against the model, error encoding and metrics happen
/// outside; an operation knows none of them.
@NullMarked
package dev.junction.queue.operation;

import org.jspecify.annotations.NullMarked;

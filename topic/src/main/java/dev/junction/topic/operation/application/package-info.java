/// The operations on platform applications and their endpoints.
@NullMarked
package dev.junction.topic.operation.application;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.junction.topic.operation.message;

import org.jspecify.annotations.NullMarked;

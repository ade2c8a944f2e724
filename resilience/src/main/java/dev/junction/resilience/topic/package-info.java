/// Clients of topics, and targets of them that hang.
@NullMarked
package dev.junction.resilience.topic;

import org.jspecify.annotations.NullMarked;

/// How topics and subscriptions lie in a partition's map, and the view that is derived from it.
@NullMarked
package dev.junction.topic.state;

import org.jspecify.annotations.NullMarked;

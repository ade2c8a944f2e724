/// Platform applications and their endpoints, as they lie in the map.
@NullMarked
package dev.junction.topic.state.application;

import org.jspecify.annotations.NullMarked;

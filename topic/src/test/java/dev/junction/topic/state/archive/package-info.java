@NullMarked
package dev.junction.topic.state.archive;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.junction.topic.state.application;

import org.jspecify.annotations.NullMarked;

/// Following what happens on a partition, for pages and commands that show it live.
@NullMarked
package dev.junction.engine.follow;

import org.jspecify.annotations.NullMarked;

/// How operations reach topics, and whether their callers may.
@NullMarked
package dev.junction.topic.access;

import org.jspecify.annotations.NullMarked;

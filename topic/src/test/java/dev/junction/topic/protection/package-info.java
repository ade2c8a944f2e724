@NullMarked
package dev.junction.topic.protection;

import org.jspecify.annotations.NullMarked;

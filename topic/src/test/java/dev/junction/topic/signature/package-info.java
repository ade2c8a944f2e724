@NullMarked
package dev.junction.topic.signature;

import org.jspecify.annotations.NullMarked;

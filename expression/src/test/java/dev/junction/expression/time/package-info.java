@NullMarked
package dev.junction.expression.time;

import org.jspecify.annotations.NullMarked;

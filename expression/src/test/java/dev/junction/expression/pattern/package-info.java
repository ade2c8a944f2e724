@NullMarked
package dev.junction.expression.pattern;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.junction.expression.filter;

import org.jspecify.annotations.NullMarked;

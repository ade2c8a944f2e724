/// Tests of paths and texts.
@NullMarked
package dev.junction.expression.path;

import org.jspecify.annotations.NullMarked;

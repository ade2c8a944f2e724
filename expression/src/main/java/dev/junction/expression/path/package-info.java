/// Paths into JSON texts, and the texts that lie there: what input transformers are made of.
@NullMarked
package dev.junction.expression.path;

import org.jspecify.annotations.NullMarked;

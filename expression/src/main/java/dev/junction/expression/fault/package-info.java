/// What is wrong with a text, in the words of the real services.
@NullMarked
package dev.junction.expression.fault;

import org.jspecify.annotations.NullMarked;

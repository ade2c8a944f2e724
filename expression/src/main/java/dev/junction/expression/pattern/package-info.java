/// Patterns over JSON events, as event rules and subscription filters write them.
///
/// A pattern is read once ([PatternReader]) into branches of field tests and then asked about
/// many events ([Pattern#matches]); a [PatternIndex] asks thousands of patterns at once. The
/// language and its errors are those of the rule engine that the real services run. Everything is
/// bounded: reading and matching are linear in the text, wildcards never backtrack.
@NullMarked
package dev.junction.expression.pattern;

import org.jspecify.annotations.NullMarked;

/// Services together, in steps, with time that the test makes go on and ends without a word.
@NullMarked
package dev.junction.server.scenario;

import org.jspecify.annotations.NullMarked;

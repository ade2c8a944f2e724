/// Pipes at work: one run for each pipe that runs, one execution for each batch.
@NullMarked
package dev.junction.pipe.run;

import org.jspecify.annotations.NullMarked;

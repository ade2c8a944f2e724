/// Tests of how pipes run.
@NullMarked
package dev.junction.pipe.run;

import org.jspecify.annotations.NullMarked;

/// Tests.
@NullMarked
package dev.junction.pipe.state;

import org.jspecify.annotations.NullMarked;

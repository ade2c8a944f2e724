/// Tests of what pipes call.
@NullMarked
package dev.junction.pipe.call;

import org.jspecify.annotations.NullMarked;

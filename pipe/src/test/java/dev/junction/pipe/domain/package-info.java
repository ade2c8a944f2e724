/// Tests.
@NullMarked
package dev.junction.pipe.domain;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.junction.bus.domain;

import org.jspecify.annotations.NullMarked;

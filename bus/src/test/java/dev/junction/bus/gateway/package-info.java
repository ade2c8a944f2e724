@NullMarked
package dev.junction.bus.gateway;

import org.jspecify.annotations.NullMarked;

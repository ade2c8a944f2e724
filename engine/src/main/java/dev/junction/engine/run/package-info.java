/// Where rounds of work run: on threads in production, stepped one by one in simulations.
@NullMarked
package dev.junction.engine.run;

import org.jspecify.annotations.NullMarked;

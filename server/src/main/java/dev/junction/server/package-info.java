/// Everything put together by hand: main, wiring, the way of a request, health and metrics.
@NullMarked
package dev.junction.server;

import org.jspecify.annotations.NullMarked;

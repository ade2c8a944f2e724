/// Where state lies: which partition a resource belongs to, which keys a service has there.
@NullMarked
package dev.junction.engine.place;

import org.jspecify.annotations.NullMarked;

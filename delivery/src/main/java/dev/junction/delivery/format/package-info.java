/// How records of services are laid out as bytes: fields one after the other.
@NullMarked
package dev.junction.delivery.format;

import org.jspecify.annotations.NullMarked;

/// One codec per protocol, driven by schemas and never by a service.
@NullMarked
package dev.junction.wire.codec;

import org.jspecify.annotations.NullMarked;

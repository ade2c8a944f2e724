/// Values as XML; only ever written, so that no XML of a client is parsed.
@NullMarked
package dev.junction.wire.codec.xml;

import org.jspecify.annotations.NullMarked;

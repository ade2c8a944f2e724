/// Values as JSON and as CBOR, read and written as streams of tokens.
@NullMarked
package dev.junction.wire.codec.json;

import org.jspecify.annotations.NullMarked;

/// What the codecs of all protocols share: how times and numbers are written, and what a client may
/// send at most.
@NullMarked
package dev.junction.wire.codec;

import org.jspecify.annotations.NullMarked;

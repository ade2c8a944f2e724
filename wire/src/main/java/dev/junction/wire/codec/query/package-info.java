/// Values as the parameters of forms and query strings, with dots and numbers in their names for
/// structure; only ever read.
@NullMarked
package dev.junction.wire.codec.query;

import org.jspecify.annotations.NullMarked;

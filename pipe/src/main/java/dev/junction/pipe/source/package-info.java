/// Where pipes take messages from.
@NullMarked
package dev.junction.pipe.source;

import org.jspecify.annotations.NullMarked;

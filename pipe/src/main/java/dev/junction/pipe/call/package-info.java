/// What pipes call: targets and enrichments.
@NullMarked
package dev.junction.pipe.call;

import org.jspecify.annotations.NullMarked;

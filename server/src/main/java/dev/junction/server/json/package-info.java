/// JSON of the server's own pages, written and read.
@NullMarked
package dev.junction.server.json;

import org.jspecify.annotations.NullMarked;

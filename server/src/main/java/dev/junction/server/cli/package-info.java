/// Commands that ask a running Junction over HTTP. They start no engine.
@NullMarked
package dev.junction.server.cli;

import org.jspecify.annotations.NullMarked;

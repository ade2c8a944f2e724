/// HTTP as the rest of the wire layer sees it: whole requests and whole responses, whatever version
/// or transport carried them, and the server that makes them.
@NullMarked
package dev.junction.wire.http;

import org.jspecify.annotations.NullMarked;

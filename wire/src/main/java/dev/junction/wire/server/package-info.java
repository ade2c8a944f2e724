/// The HTTP server: one cleartext port that speaks HTTP/1.1, HTTP/2 with prior knowledge and the
/// upgrade to it, and optionally a TLS port. It hands whole requests to one
/// [dev.junction.wire.server.RequestHandler] and refuses whatever is malformed, too large or too
/// slow before it takes memory.
///
/// Nothing of the library below it (Vert.x on Netty) is visible from outside this package.
@NullMarked
package dev.junction.wire.server;

import org.jspecify.annotations.NullMarked;

/// A server in a process of its own, seen from outside: how it is launched and killed, a small and
/// cheap client, and what the operating system says that it costs.
///
/// Nothing here knows a class of the server.
@NullMarked
package dev.junction.testing;

import org.jspecify.annotations.NullMarked;

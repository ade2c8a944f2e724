/// Session credentials that need no memory: everything about a session is sealed in its token.
@NullMarked
package dev.junction.identity.session;

import org.jspecify.annotations.NullMarked;

/// Whose turn it is at the mail server.
@NullMarked
package dev.junction.server.carrier;

import org.jspecify.annotations.NullMarked;

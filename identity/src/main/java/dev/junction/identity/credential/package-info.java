/// Long-lived access keys, whom they belong to, and the file that they are read from.
@NullMarked
package dev.junction.identity.credential;

import org.jspecify.annotations.NullMarked;

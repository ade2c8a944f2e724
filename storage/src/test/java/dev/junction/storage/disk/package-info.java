/// A disk that loses power, and the tests that it shares with the real one.
@NullMarked
package dev.junction.storage.disk;

import org.jspecify.annotations.NullMarked;

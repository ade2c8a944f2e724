/// More than a server is used to: thousands of long polls, requests that never end, and millions of
/// messages on a small heap.
@NullMarked
package dev.junction.resilience.flood;

import org.jspecify.annotations.NullMarked;

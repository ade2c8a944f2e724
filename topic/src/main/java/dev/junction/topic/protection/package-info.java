/// Data protection policies of topics: what counts as sensitive, how it is found, what follows.
///
/// Pure functions over text. Every detector looks at each place of the text for a bounded number of
/// characters, so a scan is linear.
@NullMarked
package dev.junction.topic.protection;

import org.jspecify.annotations.NullMarked;

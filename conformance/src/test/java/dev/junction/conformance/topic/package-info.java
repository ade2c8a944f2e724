/// Real clients against the topics of a running server.
@NullMarked
package dev.junction.conformance.topic;

import org.jspecify.annotations.NullMarked;

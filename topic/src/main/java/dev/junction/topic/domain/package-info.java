/// Topics, subscriptions and messages as values, with the rules that they follow.
@NullMarked
package dev.junction.topic.domain;

import org.jspecify.annotations.NullMarked;

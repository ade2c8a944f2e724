/// The value side of resource policies: patterns, policy variables, condition operators, and what a
/// request offers them to compare with. It knows neither statements nor principals.
@NullMarked
package dev.junction.identity.policy.condition;

import org.jspecify.annotations.NullMarked;

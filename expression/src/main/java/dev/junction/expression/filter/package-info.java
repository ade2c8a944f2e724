/// Subscription filter policies of SNS: which subscriptions of a topic want a message.
@NullMarked
package dev.junction.expression.filter;

import org.jspecify.annotations.NullMarked;

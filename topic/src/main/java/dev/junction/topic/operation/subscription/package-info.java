/// The operations on subscriptions.
@NullMarked
package dev.junction.topic.operation.subscription;

import org.jspecify.annotations.NullMarked;

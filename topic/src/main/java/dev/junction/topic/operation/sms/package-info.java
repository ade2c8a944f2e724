/// The operations on text messages.
@NullMarked
package dev.junction.topic.operation.sms;

import org.jspecify.annotations.NullMarked;

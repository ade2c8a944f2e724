/// The operations of EventBridge.
@NullMarked
package dev.junction.bus.operation;

import org.jspecify.annotations.NullMarked;

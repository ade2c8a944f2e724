/// The only way out: requests to addresses that clients name, behind the egress guard.
@NullMarked
package dev.junction.delivery.outbound;

import org.jspecify.annotations.NullMarked;

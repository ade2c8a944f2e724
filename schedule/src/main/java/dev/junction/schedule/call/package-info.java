/// How targets are called that are operations of services.
@NullMarked
package dev.junction.schedule.call;

import org.jspecify.annotations.NullMarked;

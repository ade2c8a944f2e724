/// How items get from many threads to one without locks.
@NullMarked
package dev.junction.engine.mailbox;

import org.jspecify.annotations.NullMarked;

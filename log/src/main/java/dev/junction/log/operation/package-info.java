/// One class for each operation of log groups, or for each small family of them.
@NullMarked
package dev.junction.log.operation;

import org.jspecify.annotations.NullMarked;

/// Log groups and log events as the API knows them, and their rules.
@NullMarked
package dev.junction.log.domain;

import org.jspecify.annotations.NullMarked;

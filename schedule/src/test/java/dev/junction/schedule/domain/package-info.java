@NullMarked
package dev.junction.schedule.domain;

import org.jspecify.annotations.NullMarked;

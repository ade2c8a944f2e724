/// What pipes are, without any I/O: addresses, errors, limits, events, filters, templates.
@NullMarked
package dev.junction.pipe.domain;

import org.jspecify.annotations.NullMarked;

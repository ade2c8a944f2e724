/// Real clients against the registries of a running server.
@NullMarked
package dev.junction.conformance.schema;

import org.jspecify.annotations.NullMarked;

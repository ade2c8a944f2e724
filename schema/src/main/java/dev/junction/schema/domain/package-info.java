/// Names, limits and errors of registries and schemas.
@NullMarked
package dev.junction.schema.domain;

import org.jspecify.annotations.NullMarked;

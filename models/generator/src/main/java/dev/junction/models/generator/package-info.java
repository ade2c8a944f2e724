/// Reads the published service models and writes the records, schemas, errors and operation tables
/// of the services that are built.
@NullMarked
package dev.junction.models.generator;

import org.jspecify.annotations.NullMarked;

/// Makes Java of the published service models when the models module is built.
///
/// Two readers, one per model format, make a [dev.junction.wire.schema.ServiceSchema]; the writers
/// make source files of the part of it that the list of services asks for. What is written depends
/// on the models and the list only.
@NullMarked
package dev.junction.models.generator;

import org.jspecify.annotations.NullMarked;

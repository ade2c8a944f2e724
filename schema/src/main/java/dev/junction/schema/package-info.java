/// Schemas of events: EventBridge Schemas.
///
/// Nouns: a *registry* holds *schemas*, a schema has *versions*; a *discoverer* makes schemas of
/// the
/// events of a bus; a *code binding* is source text for the events of a version. Promise: what was
/// acknowledged stays until it is deleted. Limits: [dev.junction.schema.domain.SchemaLimits].
/// Document: docs/services/schemas.md.
@NullMarked
package dev.junction.schema;

import org.jspecify.annotations.NullMarked;

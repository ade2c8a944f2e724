/// What a value of a service's interface looks like, as data, and how such values are read and
/// written whatever protocol carries them.
///
/// A [Schema] describes a shape, a [Member] one of its parts. Values are either generated records
/// or dynamic [Document]s; both are a [Shape]. A codec implements [ShapeReader] and [ShapeWriter]
/// and then handles every shape of every service.
@NullMarked
package dev.junction.wire.schema;

import org.jspecify.annotations.NullMarked;

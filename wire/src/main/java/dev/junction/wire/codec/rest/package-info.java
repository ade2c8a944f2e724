/// Values spread over the parts of HTTP: path, query, header fields, status and body.
@NullMarked
package dev.junction.wire.codec.rest;

import org.jspecify.annotations.NullMarked;

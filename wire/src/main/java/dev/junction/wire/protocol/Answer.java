package dev.junction.wire.protocol;

import dev.junction.wire.http.HttpResponse;

/// What goes back to a client, and what there is to count about it.
///
/// @param response what goes back
/// @param operation the operation that was asked for; empty when the request names none of the
///     service
/// @param errorCode the code of the error; empty for an accepted call
public record Answer(HttpResponse response, String operation, String errorCode) {}

package dev.junction.wire.http;

/// A response that is sent a part at a time.
///
/// @param head status and header fields; its body is empty
/// @param parts what comes in place of a body
public record StreamedResponse(HttpResponse head, PartSource parts) {}

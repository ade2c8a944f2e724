package dev.junction.wire.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One service as the wire sees it: its names and its operations.
///
/// @param name the short name, as in `sqs`
/// @param signingName the name in the scope of signatures
/// @param targetPrefix what stands before the operation in `X-Amz-Target`, or null for a service
///     without a JSON protocol
/// @param jsonVersion the version of its JSON protocol, as in `1.0`
/// @param apiVersion the `Version` of its query protocol
/// @param xmlNamespace the namespace of its XML, or null for a service without a query protocol
/// @param queryCompatible whether JSON errors carry the query protocol's codes in a header
/// @param operations its operations by name
public record Service(
    String name,
    String signingName,
    @Nullable String targetPrefix,
    String jsonVersion,
    String apiVersion,
    @Nullable String xmlNamespace,
    boolean queryCompatible,
    Map<String, Operation<?, ?>> operations) {}

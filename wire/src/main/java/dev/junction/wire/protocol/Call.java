package dev.junction.wire.protocol;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import java.util.concurrent.CompletableFuture;

/// The circumstances of one call of an operation.
///
/// @param requestId the id that the answer carries
/// @param accountId the account of the caller
/// @param region the region that the call concerns
/// @param accessKeyId the access key that signed the request, or empty for an anonymous one
/// @param principalArn the ARN of the caller
/// @param userId the unique id of the caller
/// @param endpoint scheme and authority under which the client reached this process
/// @param gone completes when the client went away before it was answered
public record Call(
    String requestId,
    AccountId accountId,
    Region region,
    String accessKeyId,
    String principalArn,
    String userId,
    String endpoint,
    CompletableFuture<?> gone) {}

package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.ContextValues;

/// A call, as policies look at it.
///
/// @param action as in `sqs:SendMessage`
/// @param resource the ARN of what the call is about
/// @param context the keys that do not follow from the caller, as in `aws:SourceIp`
public record PolicyRequest(Caller caller, String action, String resource, ContextValues context) {}

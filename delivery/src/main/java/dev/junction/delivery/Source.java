package dev.junction.delivery;

/// Who delivers, as the policy of a target sees it.
///
/// @param principal the service, as in `sns.amazonaws.com`, or the ARN of the role that it
///     delivers as
/// @param arn the resource on whose behalf it delivers; policies see it as `aws:SourceArn`
/// @param account the account of that resource; policies see it as `aws:SourceAccount`
public record Source(String principal, String arn, String account) {}

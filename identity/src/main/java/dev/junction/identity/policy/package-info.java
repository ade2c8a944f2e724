/// Policies that are attached to resources: their documents, and what they decide.
///
/// [dev.junction.identity.policy.PolicyParser] reads a document once, when it is attached. The
/// resulting [dev.junction.identity.policy.Policy] is immutable and is kept by whoever owns the
/// resource; [dev.junction.identity.policy.ResourceAccess] asks it for each call.
/// [dev.junction.identity.policy.PolicyEdit] adds and removes statements by label.
///
/// The language is that of IAM in its versions 2008-10-17 and 2012-10-17. Where the documentation
/// leaves a case open, the answer is the one that allows less.
@NullMarked
package dev.junction.identity.policy;

import org.jspecify.annotations.NullMarked;

/// The security token service: who am I, and credentials for a while.
///
/// There are no roles, no trust policies and no permission policies here yet, so a role is nothing
/// but its name. What would restrict a session is refused, never ignored. See
/// `docs/operating/identity.md`.
@NullMarked
package dev.junction.identity.sts;

import org.jspecify.annotations.NullMarked;

/// Who calls: accounts, access keys, request signatures and session credentials.
@NullMarked
package dev.junction.identity;

import org.jspecify.annotations.NullMarked;

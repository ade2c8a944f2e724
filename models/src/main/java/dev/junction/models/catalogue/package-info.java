/// The services whose models are here but that are not built: who they are and which operations
/// they have, so that a call of one is answered with the truth.
@NullMarked
package dev.junction.models.catalogue;

import org.jspecify.annotations.NullMarked;

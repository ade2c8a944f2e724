/// The pages below `/_junction/` that show data or change something, and who may use them.
@NullMarked
package dev.junction.server.page;

import org.jspecify.annotations.NullMarked;

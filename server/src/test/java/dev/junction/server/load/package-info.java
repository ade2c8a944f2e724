/// Loads on services in this process, without the network. None is part of the build.
@NullMarked
package dev.junction.server.load;

import org.jspecify.annotations.NullMarked;

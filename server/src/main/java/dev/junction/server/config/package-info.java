/// The settings: documented defaults in the jar, a file, the environment, the command line.
@NullMarked
package dev.junction.server.config;

import org.jspecify.annotations.NullMarked;

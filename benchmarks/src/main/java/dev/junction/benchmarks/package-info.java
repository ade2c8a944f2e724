/// Measures the packaged server from outside: start-up, load and memory, each beside what the bare
/// HTTP server costs on the same machine at the same time.
@NullMarked
package dev.junction.benchmarks;

import org.jspecify.annotations.NullMarked;

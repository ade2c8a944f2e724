/// Tests of the file journal, and the simulated disk that other modules' tests use too.
@NullMarked
package dev.junction.storage.file;

import org.jspecify.annotations.NullMarked;

/// The rules of the house as tests. STYLE.md gives each rule with a good and a bad example.
@NullMarked
package dev.junction.rules;

import org.jspecify.annotations.NullMarked;

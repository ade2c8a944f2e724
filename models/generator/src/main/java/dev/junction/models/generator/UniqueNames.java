package dev.junction.models.generator;

import dev.junction.wire.schema.Schema;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Gives each shape a name that no other shape has, also where upper and lower case are the same.
final class UniqueNames {

  private final IdentityHashMap<Schema, String> names = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();

  UniqueNames(String... taken) {
    for (String name : List.of(taken)) {
      this.taken.add(name.toLowerCase(Locale.ROOT));
    }
  }

  String of(Schema shape, String wanted) {
    return names.computeIfAbsent(
        shape,
        _ -> {
          String name = wanted;
          for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
            name = wanted + '_' + n;
          }
          return name;
        });
  }
}

package dev.junction.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A small list of header fields that can be added to.
public final class HttpHeaders implements Headers {

  private final List<String> namesAndValues = new ArrayList<>(12);

  /// Adds a field, also when one of that name is there already.
  public HttpHeaders add(String name, String value) {
    namesAndValues.add(name);
    namesAndValues.add(value);
    return this;
  }

  @Override
  public @Nullable String get(String name) {
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      if (namesAndValues.get(i).equalsIgnoreCase(name)) {
        return namesAndValues.get(i + 1);
      }
    }
    return null;
  }

  @Override
  public List<String> all(String name) {
    List<String> found = new ArrayList<>(2);
    forEach(
        (field, value) -> {
          if (field.equalsIgnoreCase(name)) {
            found.add(value);
          }
        });
    return found;
  }

  @Override
  public void forEach(BiConsumer<String, String> consumer) {
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      consumer.accept(namesAndValues.get(i), namesAndValues.get(i + 1));
    }
  }

  @Override
  public String toString() {
    return namesAndValues.toString();
  }
}

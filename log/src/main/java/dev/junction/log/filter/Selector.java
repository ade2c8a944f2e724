package dev.junction.log.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way to a member of a JSON object, as in `$.users[0].name`.
///
/// @param written as the pattern writes it
/// @param steps names of members, numbers of elements, or an asterisk for each element
record Selector(String written, List<Step> steps) {

  /// One step down.
  sealed interface Step {}

  record Name(String name) implements Step {}

  record Index(int index) implements Step {}

  record Each() implements Step {}

  private static final String NAME_ENDS = ".[ =!<>(){}&|\"";

  static Selector read(FilterScanner in) {
    in.expect('$');
    List<Step> steps = new ArrayList<>();
    StringBuilder written = new StringBuilder("$");
    while (true) {
      if (in.take('.')) {
        if (in.peek() != '[') {
          String name = in.word(NAME_ENDS);
          if (name.isEmpty()) {
            throw new MalformedFilter("the name of a member is missing.");
          }
          steps.add(new Name(name));
          written.append('.').append(name);
        }
      } else if (in.take('[')) {
        Step step = bracket(in);
        steps.add(step);
        written.append(
            switch (step) {
              case Name(String name) -> "['" + name + "']";
              case Index(int index) -> "[" + index + "]";
              case Each _ -> "[*]";
            });
      } else {
        break;
      }
    }
    if (steps.isEmpty()) {
      throw new MalformedFilter("a member is missing behind $.");
    }
    return new Selector(written.toString(), List.copyOf(steps));
  }

  private static Step bracket(FilterScanner in) {
    Step step;
    if (in.take('*')) {
      step = new Each();
    } else if (in.peek() == '"') {
      step = new Name(in.quoted());
    } else if (in.take('\'')) {
      step = new Name(in.word("'"));
      in.expect('\'');
    } else {
      String index = in.word("]");
      if (!index.matches("[0-9]{1,6}")) {
        throw new MalformedFilter("[" + index + "] is no element.");
      }
      step = new Index(Integer.parseInt(index));
    }
    in.expect(']');
    return step;
  }

  /// What it leads to: nothing, one value, or one for each element.
  List<@Nullable Object> of(Object message) {
    List<@Nullable Object> here = new ArrayList<>();
    here.add(message);
    for (Step step : steps) {
      List<@Nullable Object> next = new ArrayList<>();
      for (Object value : here) {
        step(step, value, next);
      }
      here = next;
    }
    return here;
  }

  private static void step(Step step, @Nullable Object value, List<@Nullable Object> into) {
    switch (step) {
      case Name(String name) -> {
        if (value instanceof Map<?, ?> object && object.containsKey(name)) {
          into.add(object.get(name));
        }
      }
      case Index(int index) -> {
        if (value instanceof List<?> array && index < array.size()) {
          into.add(array.get(index));
        }
      }
      case Each _ -> {
        if (value instanceof List<?> array) {
          into.addAll(array);
        }
      }
    }
  }
}

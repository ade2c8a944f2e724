package dev.junction.expression.pattern;

import dev.junction.expression.fault.JsonFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/// Reads the JSON of a pattern into branches.
///
/// Limits: the text is read once from front to back; branches and fields beyond the limits are not
/// kept, but the rest is still checked. Source: the grammar of the rule engine, `JsonRuleCompiler`.
final class PatternReader {

  private static final String OR = "$or";
  private static final String OR_RELATIONSHIP = OR + " relationship.";

  /// Names that are operators and may not be fields inside `$or`. Source: the rule engine.
  private static final Set<String> RESERVED =
      Set.of(
          "exactly",
          "equals-ignore-case",
          "prefix",
          "suffix",
          "anything-but",
          "exists",
          "wildcard",
          "numeric",
          "cidr",
          "=",
          "<",
          "<=",
          ">",
          ">=",
          "regex",
          "not-wildcard",
          "not-equals-ignore-case",
          "date-after",
          "date-on-or-after",
          "date-before",
          "date-on-or-before",
          "in-date-range",
          "ip-address-in-range",
          "ip-address-not-in-range");

  private final PatternSource source;
  private final PatternLimits limits;
  private final ConditionReader conditions;
  private List<Map<String, FieldTest>> branches = new ArrayList<>();
  private int topLevelKeys;
  private boolean nested;
  private boolean overflowing;

  private PatternReader(PatternSource source, PatternLimits limits) {
    this.source = source;
    this.limits = limits;
    this.conditions = new ConditionReader(source, limits);
    branches.add(new LinkedHashMap<>());
  }

  static PatternReading read(String text, PatternLimits limits) {
    if (text.length() > limits.bytesMax()
        || text.getBytes(StandardCharsets.UTF_8).length > limits.bytesMax()) {
      return new PatternReading.Read(new Pattern(List.of(), 0, false, true));
    }
    try (PatternSource source = new PatternSource(text)) {
      return new PatternReading.Read(new PatternReader(source, limits).pattern());
    } catch (MalformedPattern malformed) {
      return new PatternReading.Faulty(new PatternFault(malformed.text(), null));
    } catch (JacksonException malformed) {
      JsonFault fault = JsonFault.of(malformed);
      String place = PatternSource.place(text, fault.line(), fault.column());
      return new PatternReading.Faulty(new PatternFault(fault.reason() + place, fault));
    }
  }

  private Pattern pattern() {
    if (source.next() != JsonToken.START_OBJECT) {
      throw source.fault("Filter is not an object");
    }
    object("", 1, false);
    return new Pattern(
        branches.stream().map(Branch::new).toList(), topLevelKeys, nested, overflowing);
  }

  private void object(String prefix, int depth, boolean insideOr) {
    boolean empty = true;
    while (source.next() != JsonToken.END_OBJECT) {
      empty = false;
      String name = source.name();
      if (depth == 1 && !insideOr) {
        topLevelKeys++;
      }
      if (name.equals(OR)) {
        alternatives(prefix, depth);
        continue;
      }
      if (insideOr && RESERVED.contains(name)) {
        throw source.fault(
            name + " is Ruler reserved fieldName which cannot be used inside " + OR + ".");
      }
      JsonToken token = source.next();
      if (token == JsonToken.START_OBJECT) {
        nested = true;
        object(prefix + name + '.', depth + 1, insideOr);
      } else if (token == JsonToken.START_ARRAY) {
        put(prefix + name, new FieldTest(conditions.list(), depth));
      } else {
        throw source.fault("\"" + name + "\" must be an object or an array");
      }
    }
    if (empty) {
      throw source.fault("Empty objects are not allowed");
    }
  }

  /// Each object of the list goes on from where the branches were before it.
  private void alternatives(String prefix, int depth) {
    List<Map<String, FieldTest>> before = branches;
    List<Map<String, FieldTest>> after = new ArrayList<>();
    if (source.next() != JsonToken.START_ARRAY) {
      throw source.fault("It must be an Array followed with " + OR + ".");
    }
    int count = 0;
    for (JsonToken token = source.next(); token != JsonToken.END_ARRAY; token = source.next()) {
      if (token != JsonToken.START_OBJECT) {
        throw source.fault("Only JSON object is allowed in array of " + OR_RELATIONSHIP);
      }
      count++;
      branches = copy(before);
      object(prefix, depth, true);
      overflowing |= after.size() + branches.size() > limits.branchesMax();
      if (!overflowing) {
        after.addAll(branches);
      }
    }
    if (count < 2) {
      throw source.fault("There must have at least 2 Objects in " + OR_RELATIONSHIP);
    }
    branches = overflowing ? copy(before) : after;
  }

  /// A pattern that is too large is only read on for its faults, so nothing needs to be kept.
  private List<Map<String, FieldTest>> copy(List<Map<String, FieldTest>> from) {
    List<Map<String, FieldTest>> copies = new ArrayList<>();
    if (overflowing) {
      copies.add(new LinkedHashMap<>());
    } else {
      from.forEach(branch -> copies.add(new LinkedHashMap<>(branch)));
    }
    return copies;
  }

  private void put(String path, FieldTest test) {
    for (Map<String, FieldTest> branch : branches) {
      overflowing |= branch.size() >= limits.fieldsMax() && !branch.containsKey(path);
      if (!overflowing) {
        branch.put(path, test);
      }
    }
  }
}

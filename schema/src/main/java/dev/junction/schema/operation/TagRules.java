package dev.junction.schema.operation;

import dev.junction.kernel.Outcome;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.domain.SchemaLimits;
import java.util.Map;

/// Which tags a resource may have. Source: AWS General Reference, "Tagging AWS resources".
final class TagRules {

  private static final int KEY_CHARACTERS_MAX = 128;
  private static final int VALUE_CHARACTERS_MAX = 256;

  private TagRules() {}

  static Outcome<Map<String, String>> checked(Map<String, String> tags) {
    if (tags.size() > SchemaLimits.TAGS_MAX) {
      return Outcome.rejected(
          SchemaErrors.bad("A resource has " + SchemaLimits.TAGS_MAX + " tags at most."));
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String key = tag.getKey();
      boolean good =
          !key.isEmpty()
              && key.length() <= KEY_CHARACTERS_MAX
              && !key.startsWith("aws:")
              && tag.getValue().length() <= VALUE_CHARACTERS_MAX;
      if (!good) {
        return Outcome.rejected(SchemaErrors.bad("The tag " + key + " is not allowed."));
      }
    }
    return Outcome.accepted(tags);
  }
}

package dev.junction.topic.protection;

import java.util.List;

/// One kind of sensitive data, and what finds it in texts.
sealed interface Identifier permits Detector, CustomIdentifier {

  /// What statements call it.
  String name();

  /// What it costs of a search to look at a character, and to pass one by: 1 or more.
  int weight();

  /// Finds it in a text. What is left of a text that may not be looked at any more counts as found.
  ///
  /// @param findingsMax how many findings are enough
  List<Finding> find(CharSequence text, int findingsMax);
}

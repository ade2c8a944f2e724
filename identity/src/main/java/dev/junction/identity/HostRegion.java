package dev.junction.identity;

import dev.junction.kernel.Region;
import java.util.Optional;

/// The region in a host name, as in `sqs.eu-central-1.amazonaws.com`,
/// `sqs.eu-central-1.localhost:4566` or the older `eu-central-1.queue.amazonaws.com`.
///
/// A label counts as a region when it has the shape of one (two to four letters, words, a number)
/// and stands behind a service's label, or before the label `queue`. So the machine name `my-app-1`
/// is no region, neither alone nor in front of a domain.
final class HostRegion {

  private HostRegion() {}

  static Optional<Region> of(String host) {
    int colon = host.indexOf(':');
    String[] labels = (colon < 0 ? host : host.substring(0, colon)).split("\\.");
    for (int i = 0; i < labels.length; i++) {
      boolean behindService = i > 0;
      boolean beforeQueue = i + 1 < labels.length && labels[i + 1].equals("queue");
      if ((behindService || beforeQueue) && isRegion(labels[i])) {
        return Optional.of(new Region(labels[i]));
      }
    }
    return Optional.empty();
  }

  /// Letters, then at least one more word of letters, then a number of one or two digits.
  private static boolean isRegion(String label) {
    String[] words = label.split("-", -1);
    if (words.length < 3 || words[0].length() < 2 || words[0].length() > 4) {
      return false;
    }
    for (int i = 0; i < words.length - 1; i++) {
      if (words[i].isEmpty() || !words[i].chars().allMatch(c -> c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    String number = words[words.length - 1];
    return !number.isEmpty()
        && number.length() <= 2
        && number.chars().allMatch(c -> c >= '0' && c <= '9')
        && Region.isValid(label);
  }
}

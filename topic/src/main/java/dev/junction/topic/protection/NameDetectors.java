package dev.junction.topic.protection;

import java.util.Map;

/// Full names and mailing addresses, which have no shape of their own: common words and capitals.
final class NameDetectors {

  private static final String WORD = "[A-ZÀ-Þ][a-zß-ÿ'’-]{1,24}";
  private static final String GIVEN_NAMES =
      "Alexander|Alice|Andrea|Andrew|Anna|Anthony|Barbara|Benjamin|Carlos|Carol|Charles|Christian"
          + "|Christine|Christopher|Claudia|Daniel|David|Deborah|Diego|Donald|Elena|Elizabeth|Emily"
          + "|Emma|Eva|Francesco|Frank|George|Giulia|Hans|Helen|Isabel|Jack|James|Jane|Jean|Jennifer"
          + "|Jessica|Johannes|John|Jonathan|Jose|Joseph|Juan|Julia|Karen|Kevin|Laura|Linda|Lisa"
          + "|Luca|Lucas|Luis|Marco|Margaret|Maria|Marie|Mark|Martin|Martha|Mary|Matthew|Michael"
          + "|Miguel|Nancy|Nicolas|Nikki|Oliver|Olivia|Patricia|Paul|Pedro|Peter|Pierre|Richard"
          + "|Robert|Ryan|Samuel|Sandra|Sarah|Sofia|Sophie|Stefan|Stephen|Steven|Susan|Thomas"
          + "|Thiago|Ursula|Victoria|William";

  private NameDetectors() {}

  static Map<String, Detector> all() {
    String name =
        "(?<![\\w])(?:(?:Mr|Mrs|Ms|Dr|Prof)\\.? "
            + WORD
            + "(?: "
            + WORD
            + "){0,2}|(?:"
            + GIVEN_NAMES
            + ")(?: [A-Z]\\.| "
            + WORD
            + "){0,1} "
            + WORD
            + ")";
    String street =
        "(?<![\\w])\\d{1,6} (?:"
            + WORD
            + " ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct"
            + "|Square|Place)\\b\\.?,? {1,2}(?:"
            + WORD
            + ",? ){1,3}(?:[A-Z]{2} )?(?:\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}"
            + "|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d)";
    return Map.of(
        "Name", Detector.shape("Name", name, _ -> true),
        "Address", Detector.shape("Address", street, _ -> true));
  }
}

package dev.junction.topic.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Source of documents and results: SNS Developer Guide, "Data protection policy operations".
final class ProtectionPolicyTest {

  private static final String ARN = "arn:aws:dataprotection::aws:data-identifier/";
  private static final String PUBLISHER = "arn:aws:iam::123412341234:role/Publisher";
  private static final String SSN = "ssn: 123-45-6789";
  private static final String MASK =
      "{\"Deidentify\":{\"MaskConfig\":{\"MaskWithCharacter\":\"#\"}}}";
  private static final String REDACT = "{\"Deidentify\":{\"RedactConfig\":{}}}";
  private static final String DENY = "{\"Deny\":{}}";
  private static final String AUDIT =
      "{\"Audit\":{\"SampleRate\":\"99\",\"FindingsDestination\":{\"S3\":{\"Bucket\":\"b\"}}}}";

  @Test
  void masksEachCharacter() {
    assertThat(passed(policy("Inbound", "*", MASK))).isEqualTo("ssn: ###########");
  }

  @Test
  void redactsTheData() {
    assertThat(passed(policy("Inbound", "*", REDACT))).isEqualTo("ssn: ");
  }

  @Test
  void deniesInItsDirectionForItsPrincipals() {
    ProtectionPolicy inbound = policy("Inbound", PUBLISHER, DENY);

    assertThat(entering(inbound, PUBLISHER, SSN, 0)).isInstanceOf(Verdict.Denied.class);
    assertThat(entering(inbound, PUBLISHER, "harmless", 0)).isInstanceOf(Verdict.Passed.class);
    assertThat(entering(inbound, PUBLISHER + "2", SSN, 0)).isInstanceOf(Verdict.Passed.class);
    assertThat(inbound.keptFrom(new Search(true), SSN)).isEmpty();
    ProtectionPolicy outbound = policy("Outbound", "*", DENY);
    assertThat(outbound.keptFrom(new Search(true), SSN)).containsExactly("*");
    assertThat(entering(outbound, PUBLISHER, SSN, 0)).isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void auditsTheSampledMessagesBeforeTheyAreChanged() {
    ProtectionPolicy policy =
        read(document(statement("Inbound", "*", MASK) + "," + statement("Inbound", "*", AUDIT)));

    Verdict sampled = entering(policy, PUBLISHER, SSN, 98);
    assertThat(sampled.audit().detected())
        .containsExactly(new Detected("Ssn-US", 1, List.of(new Finding("Ssn-US", 5, 16))));
    assertThat(sampled).isInstanceOf(Verdict.Passed.class);
    assertThat(entering(policy, PUBLISHER, SSN, 99).audit().sampled()).isFalse();
    assertThat(sampled.audit().logGroup()).isNull();
  }

  @Test
  void anAuditTellsTheGroupForWhatItFound() {
    ProtectionPolicy policy =
        policy(
            "Inbound",
            "*",
            "{\"Audit\":{\"SampleRate\":\"99\",\"FindingsDestination\":{\"S3\":{\"Bucket\":\"b\"},"
                + logs("/aws/vendedlogs/found")
                + "},\"NoFindingsDestination\":{"
                + logs("/aws/vendedlogs/others")
                + "}}}");

    assertThat(policy.hasRightGroups()).isTrue();
    assertThat(entering(policy, PUBLISHER, SSN, 0).audit().logGroup())
        .isEqualTo("/aws/vendedlogs/found");
    assertThat(entering(policy, PUBLISHER, "harmless", 0).audit().logGroup())
        .isEqualTo("/aws/vendedlogs/others");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/aws/logs/found", "/aws/vendedlogs/", "/aws/vendedlogs/a:b", ""})
  void anAuditsGroupBeginsAsDocumented(String group) {
    ProtectionPolicy policy =
        policy(
            "Inbound",
            "*",
            "{\"Audit\":{\"SampleRate\":\"9\",\"NoFindingsDestination\":{" + logs(group) + "}}}");
    assertThat(policy.hasRightGroups()).isFalse();
    // It may be there all the same, from before this was checked.
    assertThat(entering(policy, PUBLISHER, "harmless", 0).audit().logGroup()).isNull();
  }

  private static String logs(String group) {
    return "\"CloudWatchLogs\":{\"LogGroup\":\"" + group + "\"}";
  }

  @Test
  void aMessageThatIsSensitiveAsAWholeIsDenied() {
    ProtectionPolicy policy =
        read(
            document(
                "{\"DataDirection\":\"Inbound\",\"Principal\":[\"*\"],\"DataIdentifier\":[\""
                    + ARN
                    + "EmailAddress\"],\"Operation\":"
                    + REDACT
                    + "}"));

    assertThat(entering(policy, PUBLISHER, "a@example.com", 0)).isInstanceOf(Verdict.Denied.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense|not valid JSON",
        "[]|not a JSON object",
        "{\"Version\":\"2021-06-01\"}|Name is missing",
        "{\"Name\":\"n\",\"Version\":\"2012-10-17\"}|Version must be 2021-06-01",
        "{\"Name\":\"n\",\"Version\":\"2021-06-01\",\"Statement\":[]}|Statement must be a list",
        "{\"Name\":\"n\",\"Version\":\"2021-06-01\",\"Statement\":[1]}|a statement must be",
      })
  void refusesDocuments(String text, String reason) {
    assertThat(refusal(text)).contains(reason);
  }

  @Test
  void refusesStatements() {
    assertThat(refusal(document(statement("Sideways", "*", DENY)))).contains("DataDirection");
    assertThat(refusal(document(statement("Outbound", "*", MASK)))).contains("only Deny");
    assertThat(refusal(document(statement("Inbound", "*", "{}")))).contains("Operation");
    assertThat(refusal(document(statement("Inbound", "*", DENY)).replace("Ssn-US", "Unknown")))
        .isEqualTo("data identifier " + ARN + "Unknown is not supported");
    assertThat(refusal(document(statement("Inbound", "*", AUDIT.replace("99", "100")))))
        .contains("SampleRate");
    assertThat(refusal(document(statement("Inbound", "*", MASK.replace("#", "##")))))
        .contains("MaskWithCharacter");
    String audit = statement("Inbound", "*", AUDIT);
    assertThat(refusal(document(audit + "," + audit))).contains("only one audit");
  }

  private static Verdict entering(
      ProtectionPolicy policy, String principal, String text, int draw) {
    return policy.orders(principal, draw).entering(new Search(true), text);
  }

  private static String passed(ProtectionPolicy policy) {
    return entering(policy, PUBLISHER, SSN, 0)
            instanceof Verdict.Passed(String text, Verdict.AuditRecord _)
        ? text
        : "denied";
  }

  private static ProtectionPolicy policy(String direction, String principal, String operation) {
    return read(document(statement(direction, principal, operation)));
  }

  private static String document(String statements) {
    return "{\"Name\":\"n\",\"Description\":\"d\",\"Version\":\"2021-06-01\",\"Statement\":["
        + statements
        + "]}";
  }

  private static String statement(String direction, String principal, String operation) {
    return "{\"Sid\":\"s\",\"DataDirection\":\""
        + direction
        + "\",\"Principal\":[\""
        + principal
        + "\"],\"DataIdentifier\":[\""
        + ARN
        + "Ssn-US\"],\"Operation\":"
        + operation
        + "}";
  }

  private static ProtectionPolicy read(String text) {
    if (ProtectionPolicy.read(text)
        instanceof ProtectionReading.Accepted(ProtectionPolicy policy)) {
      return policy;
    }
    throw new AssertionError(ProtectionPolicy.read(text));
  }

  private static String refusal(String text) {
    return ProtectionPolicy.read(text) instanceof ProtectionReading.Refused(String reason)
        ? reason
        : "accepted";
  }

  private static String own(String regex, String operation) {
    return "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Configuration\":{\"CustomDataIdentifier\":"
        + "[{\"Name\":\"EmployeeId\",\"Regex\":\""
        + regex
        + "\"}]},\"Statement\":[{\"DataDirection\":\"Inbound\",\"Principal\":[\"*\"],"
        + "\"DataIdentifier\":[\"EmployeeId\",\""
        + ARN
        + "Ssn-US\"],\"Operation\":"
        + operation
        + "}]}";
  }

  private static String masked(String regex, String text) {
    Verdict verdict = entering(read(own(regex, MASK)), PUBLISHER, text, 0);
    return ((Verdict.Passed) verdict).text();
  }

  // Source: SNS Developer Guide, "Using custom data identifiers in Amazon SNS".
  @Test
  void findsWhatThePolicyDefinesItself() {
    assertThat(masked("EID-\\\\d{9}-US", "EID-123456789-US, " + SSN))
        .isEqualTo("################, ssn: ###########");
    assertThat(masked("EID-\\\\d{9}-US", "EID-12345678-US")).isEqualTo("EID-12345678-US");
  }

  @Test
  void anExpressionThatRunsAwayFindsTheRestOfTheText() {
    String text = "x" + "a".repeat(50_000);
    assertThat(masked("x|a*a*b", text)).isEqualTo("#".repeat(text.length()));
    assertThat(masked("[ac]*b", "harmless")).isEqualTo("harmless");
  }

  // The characters are those of the same chapter. What is not among the rest would take time or
  // stack without a look at the text.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "((){2000000000}){2000000000}",
        "(a|b|c|d|e)*x",
        "(?=a)a",
        "a:b",
        "a{1001}",
        "a{0,2000000000}",
        "a{2}{2000000000}",
        "a?{3}",
        "{3}",
        "^?^?^?^?z",
        "${3}",
        "\\\\b*a",
        "\\\\G?a",
        "a|{3}",
        "\\\\Qa\\\\E{3}",
        "[^]^?^?]",
      })
  void refusesExpressionsThatMayRunAway(String regex) {
    assertThat(refusal(own(regex, DENY))).startsWith("Regex of EmployeeId must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      quoteCharacter = '`',
      value = {
        "`EID_#=@/;, -\\\\d{9}`:`EID_#=@/;, -123456789`",
        "`^A.[^a-z]{2,1000}?x|\\\\bA+\\\\.?\\\\p{L}*y`:`AA.y`",
        "`\\\\x41\\\\{[\\\\d\\\\]{}]++`:`A{1]}}`",
      })
  void acceptsExpressionsOfTheCharactersThatAreAllowed(String regex, String text) {
    assertThat(masked(regex, text + "!")).isEqualTo("#".repeat(text.length()) + "!");
  }

  // An earlier release looked at no configuration.
  @Test
  void aStoredPolicyMayDefineWhatItDoesNotUse() {
    String unused = own("(a)", DENY).replace("[\"EmployeeId\",", "[");
    assertThat(refusal(unused)).startsWith("Regex of EmployeeId must be");
    assertThat(ProtectionPolicy.readAgain(unused)).isInstanceOf(ProtectionReading.Accepted.class);
    assertThat(ProtectionPolicy.readAgain(own("(a)", DENY)))
        .isInstanceOf(ProtectionReading.Refused.class);
  }

  @Test
  void aTextIsKeptFromThePrincipalsOfDenialsThatFindSomething() {
    ProtectionPolicy policy =
        read(
            document(
                statement("Inbound", "*", DENY) + "," + statement("Outbound", PUBLISHER, DENY)));
    assertThat(policy.keptFrom(new Search(true), "harmless")).isEmpty();
    assertThat(policy.keptFrom(new Search(true), SSN)).containsExactly(PUBLISHER);
  }

  @Test
  void ofWhatTwoStatementsReplaceTheFirstDecides() {
    String mask = statement("Inbound", "*", MASK);
    String redact = statement("Inbound", "*", REDACT);
    assertThat(passed(read(document(mask + "," + redact)))).isEqualTo("ssn: ###########");
    assertThat(passed(read(document(redact + "," + mask)))).isEqualTo("ssn: ");
  }

  @Test
  void refusesIdentifiersThatAreNone() {
    String good = own("EID", DENY);
    assertThat(ProtectionPolicy.read(good)).isInstanceOf(ProtectionReading.Accepted.class);
    String[] bad = {
      own("(", DENY),
      own("", DENY),
      own("e".repeat(201), DENY),
      good.replace("\"Name\":\"EmployeeId\"", "\"Name\":\"Ssn-US\""),
      good.replace("EmployeeId", "Employee Id"),
      good.replace("[\"EmployeeId\"", "[\"Employee\""),
      good.replace(
          "[{\"Name\":\"EmployeeId\"",
          "[{\"Name\":\"EmployeeId\",\"Regex\":\"a\"},{\"Name\":\"EmployeeId\""),
    };
    for (String document : bad) {
      assertThat(ProtectionPolicy.read(document))
          .as(document)
          .isInstanceOf(ProtectionReading.Refused.class);
    }
    StringBuilder eleven = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      eleven.append("{\"Name\":\"i").append(i).append("\",\"Regex\":\"r\"},");
    }
    assertThat(
            ProtectionPolicy.read(
                good.replace(
                    "[{\"Name\":\"EmployeeId\"", "[" + eleven + "{\"Name\":\"EmployeeId\"")))
        .isInstanceOf(ProtectionReading.Refused.class);
  }
}

package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.MalformedPolicy;
import dev.junction.identity.policy.condition.PolicyFault;
import dev.junction.wire.codec.json.TokenCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads policy documents of resources, and refuses what is not exactly one.
///
/// Unknown and repeated elements, labels that occur twice, values of the wrong type and values that
/// could never match are refused rather than left without effect. Threads: safe.
public final class PolicyParser {

  private static final int NUMBER_DIGITS_MAX = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(PolicyLimits.DEPTH_MAX)
                  .maxNumberLength(NUMBER_DIGITS_MAX)
                  .build())
          .build();

  private final PolicyLimits limits;

  /// A parser with the limits of a service.
  public PolicyParser(PolicyLimits limits) {
    this.limits = limits;
  }

  /// Reads a document.
  public ParsedPolicy parse(String document) {
    // A text never has more characters than bytes, so the bytes of a huge one are not counted.
    if (document.length() > limits.documentBytesMax()
        || document.getBytes(StandardCharsets.UTF_8).length > limits.documentBytesMax()) {
      return new ParsedPolicy.Refused(
          PolicyFault.LIMIT, "A policy has " + limits.documentBytesMax() + " bytes at most");
    }
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), document)) {
      return new ParsedPolicy.Accepted(new Document(new JsonCursor(json)).read());
    } catch (MalformedPolicy malformed) {
      return new ParsedPolicy.Refused(malformed.fault(), malformed.reason());
    } catch (StreamConstraintsException _) {
      return new ParsedPolicy.Refused(
          PolicyFault.LIMIT, "The policy nests too deep or holds too long a number");
    } catch (JacksonException malformed) {
      return new ParsedPolicy.Refused(
          PolicyFault.JSON, "Not valid JSON: " + TokenCodec.reason(malformed));
    }
  }

  /// Collects the elements of one document, in whatever order they come.
  private final class Document {

    private final JsonCursor cursor;
    private final List<StatementReader> statements = new ArrayList<>();
    private Policy.@Nullable Version version;
    private @Nullable String id;
    private int principals;
    private int conditions;

    Document(JsonCursor cursor) {
      this.cursor = cursor;
    }

    Policy read() {
      if (!cursor.step()) {
        throw new MalformedPolicy(PolicyFault.JSON, "The policy is empty");
      }
      cursor.object("A policy", this::element);
      if (cursor.step()) {
        throw new MalformedPolicy(PolicyFault.JSON, "Something follows the policy");
      }
      if (statements.isEmpty()) {
        throw new MalformedPolicy(PolicyFault.ELEMENT, "A policy lacks Statement");
      }
      boolean variables = version == Policy.Version.V2012_10_17;
      Set<String> sids = new HashSet<>();
      List<Statement> built = new ArrayList<>(statements.size());
      for (StatementReader reader : statements) {
        Statement statement = reader.build(variables);
        if (statement.sid() != null && !sids.add(statement.sid())) {
          throw MalformedPolicy.value(
              "Two statements have the Sid " + MalformedPolicy.quoted(statement.sid()));
        }
        built.add(statement);
      }
      return new Policy(version, id, built);
    }

    private void element(String name) {
      switch (name) {
        case "Version" -> version = version(cursor.string("Version"));
        case "Id" -> id = cursor.string("Id");
        case "Statement" -> cursor.elements("Statement", this::statement);
        default ->
            throw new MalformedPolicy(
                PolicyFault.ELEMENT, "A policy has no element " + MalformedPolicy.quoted(name));
      }
    }

    private static Policy.Version version(String written) {
      return Policy.Version.parse(written)
          .orElseThrow(
              () -> MalformedPolicy.value("No version: " + MalformedPolicy.quoted(written)));
    }

    private void statement() {
      require(statements.size() < limits.statementsMax(), "statements", limits.statementsMax());
      StatementReader reader = new StatementReader(cursor);
      reader.read();
      statements.add(reader);
      principals += reader.principalCount();
      conditions += reader.conditionCount();
      require(principals <= limits.principalsMax(), "principals", limits.principalsMax());
      require(conditions <= limits.conditionsMax(), "conditions", limits.conditionsMax());
      require(
          reader.actionCount() <= limits.actionsMax(),
          "actions in one statement",
          limits.actionsMax());
    }

    private static void require(boolean within, String what, int max) {
      if (!within) {
        throw new MalformedPolicy(
            PolicyFault.LIMIT, "A policy has " + max + ' ' + what + " at most");
      }
    }
  }
}

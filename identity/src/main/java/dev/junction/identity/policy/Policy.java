package dev.junction.identity.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A policy document that was accepted.
///
/// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
///
/// @param version the version that the document states; null when it states none, which means the
///     older one
/// @param id the name of the policy, or null
public record Policy(@Nullable Version version, @Nullable String id, List<Statement> statements) {

  public Policy {
    statements = List.copyOf(statements);
  }

  /// Whether all actions that it is about are those of one service, or `*`; `NotAction` is about
  /// others than those that it names.
  public boolean isWithin(String service) {
    return statements.stream()
        .filter(statement -> !statement.actions().excluded())
        .flatMap(statement -> statement.actions().patterns().stream())
        .map(Actions.ActionPattern::written)
        .allMatch(
            action ->
                action.equals("*")
                    || action.regionMatches(true, 0, service + ':', 0, service.length() + 1));
  }

  /// Whether all actions that it is about are of one service and among those that a policy there
  /// can be about; one that stands for others as well, by wildcards, is not.
  ///
  /// @param operations the names of the service's operations
  /// @param actions the names of those that are allowed
  public boolean isWithin(
      String service, Collection<String> operations, Collection<String> actions) {
    return statements.stream()
        .filter(statement -> !statement.actions().excluded())
        .flatMap(statement -> statement.actions().patterns().stream())
        .allMatch(
            pattern -> {
              List<String> covered =
                  operations.stream().filter(name -> pattern.covers(service + ':' + name)).toList();
              return !covered.isEmpty() && actions.containsAll(covered);
            });
  }

  /// Whether no statement names anything but one resource; `NotResource` names none.
  public boolean isAbout(String resource) {
    return statements.stream().allMatch(statement -> statement.resources().standFor(resource));
  }

  /// The version of the policy language.
  public enum Version {
    /// Without policy variables.
    V2008_10_17("2008-10-17"),
    /// With policy variables.
    V2012_10_17("2012-10-17");

    private final String date;

    Version(String date) {
      this.date = date;
    }

    /// The version as documents write it.
    public String date() {
      return date;
    }

    static Optional<Version> parse(String date) {
      for (Version version : values()) {
        if (version.date.equals(date)) {
          return Optional.of(version);
        }
      }
      return Optional.empty();
    }
  }
}

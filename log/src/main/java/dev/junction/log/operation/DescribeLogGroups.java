package dev.junction.log.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.access.LogAccess;
import dev.junction.log.access.Token;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.state.GroupRecord;
import dev.junction.log.state.Groups;
import dev.junction.models.logs.DescribeLogGroupsRequest;
import dev.junction.models.logs.DescribeLogGroupsResponse;
import dev.junction.models.logs.ListLogGroupsRequest;
import dev.junction.models.logs.ListLogGroupsResponse;
import dev.junction.models.logs.LogGroup;
import dev.junction.models.logs.LogGroupSummary;
import dev.junction.wire.protocol.Call;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lists the caller's log groups in the region of the call, by name, whole or in short.
///
/// Source: CloudWatch Logs API reference, DescribeLogGroups and ListLogGroups.
public final class DescribeLogGroups {

  private static final String LIST = "DescribeLogGroups";

  private final LogAccess access;

  public DescribeLogGroups(LogAccess access) {
    this.access = access;
  }

  /// A group as it is listed.
  private record Row(GroupAddress address, GroupRecord record, long storedBytes) {

    private static Row of(dev.junction.log.state.LogGroup group) {
      return new Row(group.address(), group.record(), group.storedBytes());
    }
  }

  /// A page of groups.
  private record Page(List<Row> rows, @Nullable String nextToken) {}

  /// Which groups are listed.
  private record Wish(String prefix, Predicate<Row> wanted, @Nullable String token, int limit) {}

  public CompletionStage<Outcome<DescribeLogGroupsResponse>> run(
      Call call, DescribeLogGroupsRequest input) {
    ServiceError refusal = refusal(call, input);
    if (refusal != null) {
      return LogAccess.done(Outcome.rejected(refusal));
    }
    String pattern = Objects.requireNonNullElse(input.logGroupNamePattern(), "");
    Set<String> names = names(call, input.logGroupIdentifiers());
    Predicate<Row> wanted =
        row ->
            row.address.name().contains(pattern)
                && (input.logGroupClass() == null
                    || input.logGroupClass().equals(row.record.groupClass()))
                && (names == null || names.contains(row.address.name()));
    Wish wish =
        new Wish(
            Objects.requireNonNullElse(input.logGroupNamePrefix(), ""),
            wanted,
            input.nextToken(),
            Objects.requireNonNullElse(input.limit(), LogLimits.LIST_PAGE_MAX));
    return list(call, wish)
        .thenApply(
            page ->
                page.map(
                    found ->
                        DescribeLogGroupsResponse.builder()
                            .logGroups(
                                found.rows.stream()
                                    .map(row -> described(row, input.logGroupNamePattern()))
                                    .toList())
                            .nextToken(found.nextToken)
                            .build()));
  }

  private static @Nullable Set<String> names(Call call, @Nullable List<String> identifiers) {
    if (identifiers == null) {
      return null;
    }
    Set<String> names = new HashSet<>();
    for (String identifier : identifiers) {
      if (LogAccess.identified(call, identifier)
          instanceof Outcome.Accepted<GroupAddress>(var address)) {
        names.add(address.name());
      }
    }
    return names;
  }

  private static @Nullable ServiceError refusal(Call call, DescribeLogGroupsRequest input) {
    if (input.logGroupNamePrefix() != null && input.logGroupNamePattern() != null) {
      return LogErrors.invalid(
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
    if (input.logGroupIdentifiers() != null
        && (input.logGroupNamePrefix() != null || input.logGroupNamePattern() != null)) {
      return LogErrors.invalid("logGroupIdentifiers goes with no prefix and no pattern of names.");
    }
    return otherAccounts(call, input.accountIdentifiers());
  }

  private static @Nullable ServiceError otherAccounts(Call call, @Nullable List<String> accounts) {
    boolean own = accounts == null || accounts.stream().allMatch(call.accountId().value()::equals);
    return own
        ? null
        : LogErrors.invalid("Accounts are not linked here: only the caller's own can be listed.");
  }

  private CompletableFuture<Outcome<Page>> list(Call call, Wish wish) {
    String token = wish.token;
    Outcome<String> after = token == null ? Outcome.accepted("") : Token.text(LIST, token);
    return switch (after) {
      case Outcome.Rejected<String>(var error) -> LogAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(var last) ->
          access
              .everywhere(groups -> rows(call, groups, wish, last))
              .thenApply(found -> found.map(rows -> page(rows, wish.limit)));
    };
  }

  private static List<Row> rows(Call call, Groups groups, Wish wish, String last) {
    String from = last.compareTo(wish.prefix) > 0 ? last : wish.prefix;
    return groups
        .from(call.accountId(), call.region(), from)
        .takeWhile(group -> group.address().name().startsWith(wish.prefix))
        .filter(group -> group.address().name().compareTo(last) > 0)
        .map(Row::of)
        .filter(wish.wanted)
        .limit(wish.limit + 1L)
        .toList();
  }

  private static Page page(List<Row> rows, int limit) {
    List<Row> sorted =
        rows.stream().sorted(Comparator.comparing(row -> row.address.name())).toList();
    if (sorted.size() <= limit) {
      return new Page(sorted, null);
    }
    List<Row> page = sorted.subList(0, limit);
    return new Page(page, Token.of(LIST, page.getLast().address.name()));
  }

  /// A group that was asked for by a pattern of names is described in short. Source: API reference,
  /// DescribeLogGroups, `logGroupNamePattern`; which members exactly as LocalStack recorded them
  /// from the real service (`test_describe_log_groups_with_pattern`).
  private static LogGroup described(Row row, @Nullable String pattern) {
    GroupRecord record = row.record;
    LogGroup.Builder group =
        LogGroup.builder()
            .logGroupName(row.address.name())
            .creationTime(record.createdAtMillis())
            .metricFilterCount(0)
            .arn(row.address.arn() + ":*")
            .logGroupArn(row.address.arn())
            .logGroupClass(record.groupClass());
    if (pattern == null) {
      group
          .retentionInDays(record.retention().days() == 0 ? null : record.retention().days())
          .storedBytes(row.storedBytes)
          .kmsKeyId(record.kmsKeyId())
          .deletionProtectionEnabled(record.isProtected());
    }
    return group.build();
  }

  public CompletionStage<Outcome<ListLogGroupsResponse>> runShort(
      Call call, ListLogGroupsRequest input) {
    ServiceError refusal = otherAccounts(call, input.accountIdentifiers());
    if (input.dataSources() != null || input.fieldIndexNames() != null) {
      refusal = LogErrors.invalid("Groups have neither data sources nor field indexes here.");
    }
    if (input.logGroupTags() != null) {
      refusal = LogErrors.invalid("Groups cannot be selected by tags here.");
    }
    if (refusal != null) {
      return LogAccess.done(Outcome.rejected(refusal));
    }
    // The model lets letters, digits and a few other characters in, `^` and `|`, and nothing else.
    Pattern pattern =
        Pattern.compile(
            Objects.requireNonNullElse(input.logGroupNamePattern(), "").replace(".", "\\."));
    Predicate<Row> wanted =
        row ->
            pattern.matcher(row.address.name()).find()
                && (input.logGroupClass() == null
                    || input.logGroupClass().equals(row.record.groupClass()));
    int limit = Objects.requireNonNullElse(input.limit(), LogLimits.LIST_PAGE_MAX);
    return list(call, new Wish("", wanted, input.nextToken(), limit))
        .thenApply(
            page ->
                page.map(
                    found ->
                        ListLogGroupsResponse.builder()
                            .logGroups(found.rows.stream().map(DescribeLogGroups::brief).toList())
                            .nextToken(found.nextToken)
                            .build()));
  }

  private static LogGroupSummary brief(Row row) {
    return LogGroupSummary.builder()
        .logGroupName(row.address.name())
        .logGroupArn(row.address.arn())
        .logGroupClass(row.record.groupClass())
        .build();
  }
}

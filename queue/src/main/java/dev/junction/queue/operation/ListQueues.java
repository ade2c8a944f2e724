package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.ListQueuesRequest;
import dev.junction.models.sqs.ListQueuesResult;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.domain.QueueUrl;
import dev.junction.wire.protocol.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Lists the caller's queues in the region of the call, by name.
///
/// Source: SQS API reference, ListQueues: at most 1,000 at once; pages only when the request asks
/// for a page size. A page's token is the last name of the page.
public final class ListQueues {

  private final QueueAccess access;

  public ListQueues(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListQueuesResult>> run(Call call, ListQueuesRequest input) {
    Integer pageSize = input.maxResults();
    if (pageSize != null && (pageSize < 1 || pageSize > QueueLimits.LIST_PAGE_MAX)) {
      return QueueAccess.done(
          Outcome.rejected(
              QueueErrors.badValue(
                  pageSize, "MaxResults", "Must be an integer between 1 and 1000.")));
    }
    String after = "";
    if (input.nextToken() != null) {
      try {
        byte[] token = Base64.getUrlDecoder().decode(input.nextToken());
        after = new String(token, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return QueueAccess.done(
            Outcome.rejected(QueueErrors.invalidParameter("Invalid or expired next token.")));
      }
    }
    String from = after;
    String prefix = Objects.requireNonNullElse(input.queueNamePrefix(), "");
    return access
        .everywhere(queues -> queues.names(call.accountId(), call.region(), prefix))
        .thenApply(found -> found.map(names -> page(call, names, from, pageSize)));
  }

  private static ListQueuesResult page(
      Call call,
      List<String> names,
      String after,
      @org.jspecify.annotations.Nullable Integer size) {
    int limit = size == null ? QueueLimits.LIST_PAGE_MAX : size;
    List<String> rest = names.stream().filter(name -> name.compareTo(after) > 0).sorted().toList();
    List<String> page = rest.subList(0, Math.min(limit, rest.size()));
    ListQueuesResult.Builder result =
        ListQueuesResult.builder()
            .queueUrls(
                page.stream()
                    .map(name -> new QueueAddress(call.accountId(), call.region(), name))
                    .map(address -> QueueUrl.format(call.endpoint(), address))
                    .toList());
    if (size != null && rest.size() > limit) {
      byte[] last = page.getLast().getBytes(StandardCharsets.UTF_8);
      result.nextToken(Base64.getUrlEncoder().encodeToString(last));
    }
    return result.build();
  }
}

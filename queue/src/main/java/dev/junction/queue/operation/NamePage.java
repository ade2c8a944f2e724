package dev.junction.queue.operation;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.domain.QueueUrl;
import dev.junction.wire.protocol.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list of queues in the order of their names.
///
/// At most 1,000 at once; there is a next page only when the request asks for a page size. A page's
/// token is the last name of the page. Source: SQS API reference, ListQueues.
///
/// @param urls the URLs of the page's queues
/// @param nextToken what gets the next page, or null on the last one
record NamePage(List<String> urls, @Nullable String nextToken) {

  /// What a request asks for: the names after one, and how many.
  record Request(String list, String after, @Nullable Integer size) {

    static Outcome<Request> of(String list, @Nullable Integer size, @Nullable String token) {
      if (size != null && (size < 1 || size > QueueLimits.LIST_PAGE_MAX)) {
        return Outcome.rejected(
            QueueErrors.badValue(size, "MaxResults", "Must be an integer between 1 and 1000."));
      }
      if (token == null || token.isEmpty()) {
        return Outcome.accepted(new Request(list, "", size));
      }
      String after = PageToken.key(list, token);
      return after == null
          ? Outcome.rejected(QueueErrors.invalidParameter("Invalid or expired next token."))
          : Outcome.accepted(new Request(list, after, size));
    }

    /// The page of these names, which are queues of the account in the region of the call.
    NamePage of(Call call, AccountId account, List<String> names) {
      int limit = size == null ? QueueLimits.LIST_PAGE_MAX : size;
      List<String> rest =
          names.stream().filter(name -> name.compareTo(after) > 0).sorted().toList();
      List<String> page = rest.subList(0, Math.min(limit, rest.size()));
      List<String> urls =
          page.stream()
              .map(name -> new QueueAddress(account, call.region(), name))
              .map(address -> QueueUrl.format(call.endpoint(), address))
              .toList();
      boolean hasMore = size != null && rest.size() > limit;
      return new NamePage(urls, hasMore ? PageToken.of(list, page.getLast()) : null);
    }
  }
}

package dev.junction.queue.domain;

import dev.junction.kernel.AccountId;
import java.util.Optional;

/// The URL of a queue, as clients get and give it.
///
/// Shape: anything that ends in `/account/name`, whatever host, service prefix or path stands
/// before. The region is not read from it: a call concerns the region that it was signed for.
///
/// @param account the account in the URL
/// @param name the queue's name
public record QueueUrl(AccountId account, String name) {

  /// Reads the last two parts of the path; empty when they are no account and no queue name.
  public static Optional<QueueUrl> parse(String url) {
    int end = url.length();
    int query = url.indexOf('?');
    if (query >= 0) {
      end = query;
    }
    if (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    int beforeName = url.lastIndexOf('/', end - 1);
    int beforeAccount = beforeName <= 0 ? -1 : url.lastIndexOf('/', beforeName - 1);
    if (beforeName < 0 || beforeAccount < 0) {
      return Optional.empty();
    }
    String account = url.substring(beforeAccount + 1, beforeName);
    String name = url.substring(beforeName + 1, end);
    if (!AccountId.isValid(account) || !QueueAddress.isValidName(name)) {
      return Optional.empty();
    }
    return Optional.of(new QueueUrl(new AccountId(account), name));
  }

  /// The URL of a queue below the address that the client itself used.
  ///
  /// @param endpoint scheme and authority, as in `http://localhost:4566`
  public static String format(String endpoint, QueueAddress queue) {
    return endpoint + '/' + queue.account() + '/' + queue.name();
  }
}

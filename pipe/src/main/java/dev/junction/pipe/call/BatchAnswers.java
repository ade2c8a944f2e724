package dev.junction.pipe.call;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What answers of batch operations say of each entry. Entries are called by their numbers.
final class BatchAnswers {

  private BatchAnswers() {}

  /// The answer of an operation that lists what failed, by id.
  static List<Optional<ServiceError>> failed(int count, Outcome<Document> outcome) {
    if (!(outcome instanceof Outcome.Accepted<Document>(Document answer))) {
      return TargetCall.all(count, TargetCall.error(outcome));
    }
    List<Optional<ServiceError>> results = new ArrayList<>(TargetCall.all(count, Optional.empty()));
    if (answer.get("Failed") instanceof List<?> failed) {
      for (Object each : failed) {
        Document entry = (Document) each;
        int number = Integer.parseInt(String.valueOf(entry.get("Id")));
        results.set(number, Optional.of(error(entry.get("Code"), entry.get("Message"))));
      }
    }
    return results;
  }

  static ServiceError error(@Nullable Object code, @Nullable Object message) {
    return ServiceError.client(String.valueOf(code), 400, String.valueOf(message));
  }
}

package dev.junction.topic.operation.sms;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.ListOriginationNumbersRequest;
import dev.junction.models.sns.ListOriginationNumbersResult;
import dev.junction.models.sns.NumberCapability;
import dev.junction.models.sns.PhoneNumberInformation;
import dev.junction.models.sns.RouteType;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.TopicAccess;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// The numbers that text messages come from, which are the server's settings and every account's.
/// Source: SNS API reference, ListOriginationNumbers.
///
/// @param numbers the numbers
public record OriginationNumbers(List<String> numbers) {

  private static final int PAGE_MAX = 30;

  public OriginationNumbers {
    numbers = numbers.stream().sorted().toList();
  }

  public CompletionStage<Outcome<ListOriginationNumbersResult>> list(
      ListOriginationNumbersRequest input) {
    int max = Objects.requireNonNullElse(input.maxResults(), PAGE_MAX);
    if (max < 1 || max > PAGE_MAX) {
      ServiceError error =
          SnsErrors.validationException("MaxResults must be 1 to " + PAGE_MAX + ", not " + max);
      return TopicAccess.done(Outcome.rejected(error));
    }
    return TopicAccess.done(
        Page.after("ListOriginationNumbers", input.nextToken())
            .map(
                after ->
                    Page.first(
                        "ListOriginationNumbers",
                        numbers.stream().filter(number -> number.compareTo(after) > 0).toList(),
                        max))
            .map(
                page ->
                    ListOriginationNumbersResult.builder()
                        .phoneNumbers(
                            page.items().stream().map(OriginationNumbers::described).toList())
                        .nextToken(page.nextToken())
                        .build()));
  }

  private static PhoneNumberInformation described(String number) {
    return PhoneNumberInformation.builder()
        .phoneNumber(number)
        .status("Active")
        .routeType(RouteType.TRANSACTIONAL)
        .numberCapabilities(List.of(NumberCapability.SMS))
        .build();
  }
}

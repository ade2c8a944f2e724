package dev.junction.topic.domain;

import java.util.Optional;

/// How a subscription gets its messages. Source: SNS API reference, Subscribe.
public enum Protocol {
  SQS("sqs"),
  HTTP("http"),
  HTTPS("https"),
  EMAIL("email"),
  EMAIL_JSON("email-json"),
  SMS("sms"),
  APPLICATION("application"),
  LAMBDA("lambda"),
  FIREHOSE("firehose");

  private final String written;

  Protocol(String written) {
    this.written = written;
  }

  /// As the API calls it.
  public String written() {
    return written;
  }

  public static Optional<Protocol> of(String written) {
    for (Protocol protocol : values()) {
      if (protocol.written.equals(written)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }
}

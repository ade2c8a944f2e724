package dev.junction.topic.protection;

/// Which way a message goes: into the topic by Publish, or out of it to a subscription.
public enum DataDirection {
  INBOUND("Inbound"),
  OUTBOUND("Outbound");

  private final String apiName;

  DataDirection(String apiName) {
    this.apiName = apiName;
  }

  /// The word in policies.
  public String apiName() {
    return apiName;
  }
}

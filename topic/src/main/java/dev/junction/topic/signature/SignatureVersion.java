package dev.junction.topic.signature;

import java.util.Optional;

/// The topic attribute `SignatureVersion`: which digest signatures are made with.
///
/// Source: SNS Developer Guide, "Verifying the signatures of Amazon SNS messages".
public enum SignatureVersion {
  ONE("1", "SHA1withRSA"),
  TWO("2", "SHA256withRSA");

  private final String apiName;
  private final String algorithm;

  SignatureVersion(String apiName, String algorithm) {
    this.apiName = apiName;
    this.algorithm = algorithm;
  }

  /// The value of the attribute and of the message's field.
  public String apiName() {
    return apiName;
  }

  String algorithm() {
    return algorithm;
  }

  /// Reads the attribute's value.
  public static Optional<SignatureVersion> parse(String text) {
    for (SignatureVersion version : values()) {
      if (version.apiName.equals(text)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}

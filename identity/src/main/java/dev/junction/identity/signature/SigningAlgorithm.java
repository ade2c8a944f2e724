package dev.junction.identity.signature;

/// The name of the one algorithm that is verified, and what to say about the others.
final class SigningAlgorithm {

  static final String SUPPORTED = "AWS4-HMAC-SHA256";

  private static final String ASYMMETRIC = "AWS4-ECDSA-P256-SHA256";
  private static final int NAME_LENGTH_MAX = 40;

  private SigningAlgorithm() {}

  /// Why an algorithm is refused. Only a plain name is echoed: what stands in its place may be a
  /// password of another scheme.
  static SignatureInput refuse(String algorithm) {
    if (algorithm.equals(ASYMMETRIC)) {
      return SignatureInput.malformed(
          "Unsupported AWS 'algorithm': '"
              + ASYMMETRIC
              + "' (SigV4a, for several regions at once). Sign with "
              + SUPPORTED
              + ".");
    }
    if (algorithm.equals("AWS") || algorithm.equals("AWS3-HTTPS")) {
      return SignatureInput.malformed(
          "Signature versions before 4 are not supported. Sign with " + SUPPORTED + ".");
    }
    return SignatureInput.malformed(
        isName(algorithm)
            ? "Unsupported AWS 'algorithm': '" + algorithm + "'. Sign with " + SUPPORTED + "."
            : "The Authorization header must begin with " + SUPPORTED + ".");
  }

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > NAME_LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }
}

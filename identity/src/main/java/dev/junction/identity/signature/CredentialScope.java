package dev.junction.identity.signature;

import org.jspecify.annotations.Nullable;

/// Who signed, and what the signature is good for.
///
/// Shape: `accessKeyId/YYYYMMDD/region/service/aws4_request`. Source: IAM User Guide, "Elements of
/// an AWS API request signature".
///
/// @param text the whole of it, as the client sent it
/// @param accessKeyId the access key that signed
/// @param date the day that the signing key is derived for, eight digits
/// @param region the region that the signing key is derived for
/// @param service the service that the signing key is derived for
/// @param terminator the closing word, `aws4_request` in a valid scope
public record CredentialScope(
    String text,
    String accessKeyId,
    String date,
    String region,
    String service,
    String terminator) {

  static final String TERMINATOR = "aws4_request";

  private static final int ELEMENTS = 5;

  /// Splits the text; null when it has not exactly five elements, none of them empty.
  static @Nullable CredentialScope parse(String text) {
    String[] elements = new String[ELEMENTS];
    int count = 0;
    int from = 0;
    while (from <= text.length()) {
      int slash = text.indexOf('/', from);
      int to = slash < 0 ? text.length() : slash;
      if (count == ELEMENTS || to == from) {
        return null;
      }
      elements[count++] = text.substring(from, to);
      from = to + 1;
    }
    return count == ELEMENTS
        ? new CredentialScope(text, elements[0], elements[1], elements[2], elements[3], elements[4])
        : null;
  }
}

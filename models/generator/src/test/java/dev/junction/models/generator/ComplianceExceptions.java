package dev.junction.models.generator;

import java.util.HashMap;
import java.util.Map;

/// The cases of the official protocol tests that we do not pass, each with its reason.
final class ComplianceExceptions {

  private final Map<String, String> reasons = new HashMap<>();

  private ComplianceExceptions() {
    String noBody = "the case states no body, so there is no input to read from it";
    except("AWS_JSON_1_0 request SDKAppliedContentEncoding_awsJson1_0", noBody);
    except("AWS_JSON_1_0 request SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0", noBody);
    except("AWS_JSON_1_1 request SDKAppliedContentEncoding_awsJson1_1", noBody);
    except("AWS_JSON_1_1 request SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1", noBody);
    except("AWS_QUERY request SDKAppliedContentEncoding_awsQuery", noBody);
    except("AWS_QUERY request SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery", noBody);
    except("REST_JSON_1 request SDKAppliedContentEncoding_restJson1", noBody);
    except("REST_JSON_1 request SDKAppendedGzipAfterProvidedEncoding_restJson1", noBody);
    except(
        "REST_JSON_1 request RestJsonOmitsEmptyListQueryValues",
        "the request does not mention the lists, so empty ones are the same as absent ones");
    String emptyPayload =
        "the body is an empty object, which is an empty structure, not an absent one";
    except("REST_JSON_1 request RestJsonHttpWithEmptyStructurePayload", emptyPayload);
    except("REST_JSON_1 request RestJsonHttpWithHeadersButNoPayload", emptyPayload);
    except(
        "REST_JSON_1 malformed RestJsonWithoutBodyEmptyInputExpectsEmptyContentType",
        "contradicts RestJsonMalformedLengthQueryStringNoValue, in which an input without members in"
            + " the body has an empty object for a body, as some clients send it");
    except(
        "REST_JSON_1 malformed RestJsonMalformedPatternReDOSString",
        "the case doubles the dollar sign of the pattern, as cases with parameters have to, but has"
            + " none; the text is refused in time, with the pattern as the model has it");
    except(
        "AWS_QUERY request QueryEmptyQueryMaps",
        "the request does not mention the map, so an empty one is the same as an absent one");
    except(
        "AWS_JSON_1_1 response AwsJson11IntEnums",
        "the case expects X-Amz-Target, a request header, in the response");
  }

  /// Reasons by protocol, kind and id of the case.
  static Map<String, String> read() {
    return Map.copyOf(new ComplianceExceptions().reasons);
  }

  private void except(String key, String reason) {
    reasons.put(key, reason);
  }
}

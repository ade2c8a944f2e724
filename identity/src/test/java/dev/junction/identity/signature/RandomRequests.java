package dev.junction.identity.signature;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Requests with everything that canonicalisation has to cope with, from a seed.
public final class RandomRequests {

  private static final String[] SEGMENTS = {
    "123456789012",
    "queue",
    "my queue",
    "a+b",
    "a%b",
    "ünïcode",
    "日本",
    "😀",
    "~._-",
    "a:b",
    "a;b=c",
    "(x)",
    "*",
    "a'b",
    "...",
    "a@b",
    "$",
    "!",
    "a,b",
    "%2F",
    "%41"
  };
  private static final String[] TEXTS = {
    "",
    "Action",
    "SendMessage",
    "a b",
    "a+b",
    "a&b",
    "a=b",
    "a%b",
    "ünïcode",
    "日本",
    "😀",
    "~",
    "*",
    "/",
    "?",
    "#",
    "'",
    "(",
    ":",
    "Z",
    "a",
    "A",
    "-",
    "_",
    ".",
    "\"",
    "\n"
  };
  private static final String[] HEADER_VALUES = {
    "plain",
    "two  spaces",
    "  around  ",
    "tab\tinside",
    "a,b",
    "\"quoted   value\"",
    "ünï",
    "x=y; z",
    "",
    "1"
  };

  private final Random random;

  public RandomRequests(long seed) {
    this.random = new Random(seed);
  }

  /// The next request, without its body.
  public SdkHttpRequest next() {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .protocol("http")
            .host(pick("localhost", "sqs.eu-central-1.localhost", "127.0.0.1"))
            .method(
                pick(
                    SdkHttpMethod.POST,
                    SdkHttpMethod.GET,
                    SdkHttpMethod.PUT,
                    SdkHttpMethod.DELETE,
                    SdkHttpMethod.PATCH,
                    SdkHttpMethod.HEAD))
            .encodedPath(path());
    if (random.nextBoolean()) {
      request.port(4566);
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      List<String> values = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        values.add(pick(TEXTS));
      }
      // The SDK sends a parameter without a name but does not sign it.
      String name = pick(TEXTS);
      request.putRawQueryParameter(name.isEmpty() ? "p" : name, values);
    }
    request.putHeader("X-Amz-Target", "AmazonSQS.SendMessage");
    request.putHeader("Content-Type", "application/x-amz-json-1.0");
    for (int i = random.nextInt(4); i > 0; i--) {
      request.appendHeader("My-Header" + random.nextInt(3), pick(HEADER_VALUES));
    }
    return request.build();
  }

  /// The next body.
  public byte[] body() {
    byte[] body = new byte[random.nextInt(5) == 0 ? 0 : random.nextInt(2_000)];
    random.nextBytes(body);
    return body;
  }

  /// Segments joined by one or two slashes, with dots in between that never lead above the root:
  /// the SDK leaves such dots in, against the documentation.
  private String path() {
    StringBuilder path = new StringBuilder();
    int depth = 0;
    for (int i = random.nextInt(5); i > 0; i--) {
      path.append(random.nextInt(6) == 0 ? "//" : "/");
      int kind = random.nextInt(8);
      if (kind == 0) {
        path.append('.');
      } else if (kind == 1 && depth > 1) {
        path.append("..");
        depth--;
      } else {
        path.append(encode(pick(SEGMENTS)));
        depth++;
      }
    }
    if (path.isEmpty() || random.nextInt(4) == 0) {
      path.append('/');
    }
    return path.toString();
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

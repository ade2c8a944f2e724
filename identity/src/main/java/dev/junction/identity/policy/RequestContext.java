package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.ContextValues;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of a request, written down one by one. A caller that has them at hand elsewhere
/// implements [ContextValues] instead, and nothing is copied.
///
/// Threads: not safe for use by several while it is being filled.
public final class RequestContext implements ContextValues {

  private final Map<String, List<String>> values = new HashMap<>();

  /// The keys that each call of a client has. One that does not say what it is called lacks
  /// `aws:UserAgent`, one that comes from inside `aws:SourceIp` as well.
  ///
  /// Source: IAM User Guide, "AWS global condition context keys".
  public static RequestContext of(Call call, Instant now) {
    String address = call.caller().sourceAddress();
    String userAgent = call.caller().userAgent();
    RequestContext context =
        of(address.isEmpty() ? null : address, call.endpoint().startsWith("https:"), now)
            .with("aws:RequestedRegion", call.region().name());
    return userAgent.isEmpty() ? context : context.with("aws:UserAgent", userAgent);
  }

  /// The keys that every request has, deliveries included.
  ///
  /// @param sourceIp the client's address; null when the request comes from inside
  /// @param secure whether the client came over TLS
  public static RequestContext of(@Nullable String sourceIp, boolean secure, Instant now) {
    RequestContext context =
        new RequestContext()
            .with("aws:SecureTransport", Boolean.toString(secure))
            .with("aws:CurrentTime", now.toString())
            .with("aws:EpochTime", Long.toString(now.getEpochSecond()));
    return sourceIp == null ? context : context.with("aws:SourceIp", sourceIp);
  }

  /// Adds a key, or replaces its values; no values mean that the request does not have it.
  public RequestContext with(String key, String... values) {
    this.values.put(key.toLowerCase(Locale.ROOT), List.of(values));
    return this;
  }

  @Override
  public List<String> of(String key) {
    return values.getOrDefault(key, List.of());
  }
}

package dev.junction.delivery;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;

/// How messages reach a recipient that lives outside of this process.
///
/// @param retry when a failed attempt is tried again
/// @param perSecondMax how many attempts a second there are at most; 0 for no limit
/// @param headers what the requests to this recipient say beside what the message says
public record Outside(RetryPolicy retry, int perSecondMax, Map<String, String> headers) {

  public Outside {
    headers = Map.copyOf(headers);
  }

  void write(FieldWriter out) {
    retry.write(out);
    out.number(perSecondMax).texts(headers);
  }

  static Outside read(FieldReader in) {
    return new Outside(RetryPolicy.read(in), in.number(), in.texts());
  }
}

package dev.junction.topic.state.sms;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import java.util.TreeMap;

/// What an account has set about text messages in a region.
///
/// Shape, version 1: version, attributes, codes of numbers that are not verified yet, verified
/// numbers.
///
/// @param attributes the attributes by the API's own names
/// @param pending the codes that verify numbers
/// @param verified the numbers that are verified, each with an empty text
public record SmsAccount(
    Map<String, String> attributes, Map<String, String> pending, Map<String, String> verified) {

  public static final SmsAccount NEW = new SmsAccount(Map.of(), Map.of(), Map.of());

  private static final int VERSION = 1;

  public SmsAccount {
    attributes = Map.copyOf(attributes);
    pending = Map.copyOf(pending);
    verified = Map.copyOf(verified);
  }

  /// The same account with some attributes changed; an empty text unsets one.
  public SmsAccount with(Map<String, String> changed) {
    Map<String, String> merged = new TreeMap<>(attributes);
    merged.putAll(changed);
    merged.values().removeIf(String::isEmpty);
    return new SmsAccount(merged, pending, verified);
  }

  /// A number waits for the code that it was sent.
  public SmsAccount withPending(String number, String code) {
    Map<String, String> waiting = new TreeMap<>(pending);
    waiting.put(number, code);
    return new SmsAccount(attributes, waiting, verified);
  }

  public SmsAccount withVerified(String number) {
    Map<String, String> waiting = new TreeMap<>(pending);
    waiting.remove(number);
    Map<String, String> known = new TreeMap<>(verified);
    known.put(number, "");
    return new SmsAccount(attributes, waiting, known);
  }

  public SmsAccount without(String number) {
    Map<String, String> waiting = new TreeMap<>(pending);
    waiting.remove(number);
    Map<String, String> known = new TreeMap<>(verified);
    known.remove(number);
    return new SmsAccount(attributes, waiting, known);
  }

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .texts(attributes)
        .texts(pending)
        .texts(verified)
        .toBytes();
  }

  static SmsAccount decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "An account of text messages");
    return new SmsAccount(in.texts(), in.texts(), in.texts());
  }
}

package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.MalformedPolicy;
import dev.junction.identity.policy.condition.PolicyFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A place in a JSON document, and the few shapes of values that policies are made of.
///
/// Each method stands on the first token of a value when it is called and on the last one when it
/// returns. Errors: [MalformedPolicy].
final class JsonCursor {

  private final JsonParser json;

  JsonCursor(JsonParser json) {
    this.json = json;
  }

  /// Reads one member of an object.
  @FunctionalInterface
  interface Member {

    /// Stands on the first token of the member's value.
    void read(String name);
  }

  /// Steps to the next token; false at the end of the document.
  boolean step() {
    return json.nextToken() != null;
  }

  boolean isArray() {
    return json.currentToken() == JsonToken.START_ARRAY;
  }

  boolean isString() {
    return json.currentToken() == JsonToken.VALUE_STRING;
  }

  /// Reads an object member by member, none of which may come twice.
  ///
  /// @param where what the object is, for reasons
  void object(String where, Member member) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrongType(where, "an object");
    }
    Set<String> names = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (!names.add(name)) {
        throw new MalformedPolicy(
            PolicyFault.ELEMENT, where + " holds " + MalformedPolicy.quoted(name) + " twice");
      }
      json.nextToken();
      member.read(name);
    }
  }

  /// Reads an array, or a single value as an array of one.
  void elements(String where, Runnable element) {
    if (!isArray()) {
      element.run();
      return;
    }
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.run();
      count++;
    }
    if (count == 0) {
      throw new MalformedPolicy(PolicyFault.ELEMENT, where + " is empty");
    }
  }

  /// A string.
  String string(String where) {
    if (!isString()) {
      throw wrongType(where, "a string");
    }
    return json.getString();
  }

  /// A string, or several in an array.
  List<String> strings(String where) {
    List<String> values = new ArrayList<>();
    elements(where, () -> values.add(string(where)));
    return values;
  }

  /// A string, a number or a truth value as text, or several in an array.
  List<String> scalars(String where) {
    List<String> values = new ArrayList<>();
    elements(
        where,
        () -> {
          JsonToken token = json.currentToken();
          if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw wrongType(where, "a string, a number, true or false");
          }
          values.add(json.getString());
        });
    return values;
  }

  private static MalformedPolicy wrongType(String where, String type) {
    return new MalformedPolicy(PolicyFault.ELEMENT, where + " is not " + type);
  }
}

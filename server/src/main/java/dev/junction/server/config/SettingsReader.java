package dev.junction.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single settings and says what is allowed when one is not.
final class SettingsReader {

  private static final Pattern ORIGIN =
      Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  private final Config config;

  SettingsReader(Config config) {
    this.config = config;
  }

  String text(String key) {
    return config.getString(key);
  }

  /// Scheme, host and port of a URL; null when the text is empty.
  @Nullable String originOrNone(String key) {
    String text = config.getString(key);
    if (text.isEmpty()) {
      return null;
    }
    if (!ORIGIN.matcher(text).matches()) {
      throw BadSetting.of(key, text, "a URL without a path, as in https://sns.example.com:4567");
    }
    return text;
  }

  int integer(String key, int min, int max) {
    return (int) number(key, min, max);
  }

  long number(String key, long min, long max) {
    String allowed = "a whole number from " + min + " to " + max;
    try {
      long value = config.getLong(key);
      if (value < min || value > max) {
        throw BadSetting.of(key, value, allowed);
      }
      return value;
    } catch (ConfigException _) {
      throw BadSetting.of(key, config.getValue(key).unwrapped(), allowed);
    }
  }

  boolean bool(String key) {
    try {
      return config.getBoolean(key);
    } catch (ConfigException _) {
      throw BadSetting.of(key, config.getValue(key).unwrapped(), "true or false");
    }
  }

  Duration duration(String key) {
    String allowed = "a time above zero with its unit, as in 10 s or 250 ms";
    try {
      Duration value = config.getDuration(key);
      if (!value.isPositive()) {
        throw BadSetting.of(key, config.getString(key), allowed);
      }
      return value;
    } catch (ConfigException _) {
      throw BadSetting.of(key, config.getValue(key).unwrapped(), allowed);
    }
  }

  String oneOf(String key, String... values) {
    String value = config.getString(key);
    if (!Arrays.asList(values).contains(value)) {
      throw BadSetting.of(key, value, "one of " + String.join(", ", values));
    }
    return value;
  }
}

package dev.junction.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single settings and says what is allowed when one is not.
final class SettingsReader {

  private static final Pattern ORIGIN =
      Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
  private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[0-9]{2,15}");
  private static final String A_URL = "a URL as in https://gateway.example.com/messages";

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

  /// An address with `http` or `https`; null when the text is empty.
  @Nullable String urlOrNone(String key) {
    String text = config.getString(key);
    if (text.isEmpty()) {
      return null;
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException _) {
      throw BadSetting.of(key, text, A_URL);
    }
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp || url.getHost() == null || url.getUserInfo() != null) {
      throw BadSetting.of(key, text, A_URL);
    }
    return text;
  }

  /// Phone numbers with commas between.
  List<String> phoneNumbers(String key) {
    List<String> numbers = new ArrayList<>();
    for (String part : config.getString(key).split(",")) {
      String number = part.strip();
      if (!number.isEmpty() && !PHONE_NUMBER.matcher(number).matches()) {
        throw BadSetting.of(key, number, "phone numbers as in +15550100, with commas between");
      }
      if (!number.isEmpty()) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  int integer(String key, int min, int max) {
    return (int) number(key, min, max);
  }

  /// What is asked for, or what is meant by `auto`.
  int integerOrAuto(String key, int min, int max, int auto) {
    return config.getString(key).equals("auto")
        ? auto
        : (int) number(key, min, max, "auto or " + numbers(min, max));
  }

  long number(String key, long min, long max) {
    return number(key, min, max, numbers(min, max));
  }

  private static String numbers(long min, long max) {
    return "a whole number from " + min + " to " + max;
  }

  private long number(String key, long min, long max, String allowed) {
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

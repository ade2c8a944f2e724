package dev.junction.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where settings come from, put on top of each other. A key that the defaults do not have is
/// refused.
public final class SettingsSource {

  private static final String DEFAULTS = "junction-defaults.conf";
  private static final String PREFIX = "JUNCTION_";

  /// Variables of the launcher, which are no settings.
  private static final Set<String> LAUNCHER = Set.of("JUNCTION_JAVA_HOME", "JUNCTION_JVM_OPTIONS");

  private final Config defaults =
      ConfigFactory.parseResources(
          SettingsSource.class.getClassLoader(),
          DEFAULTS,
          ConfigParseOptions.defaults().setAllowMissing(false));
  private final Map<String, Object> overrides = new LinkedHashMap<>();
  private Config file = ConfigFactory.empty();

  /// Adds a HOCON file.
  public SettingsSource file(Path path) {
    if (!Files.isReadable(path)) {
      throw new BadSetting("The settings file " + path + " cannot be read.");
    }
    try {
      file = ConfigFactory.parseFile(path.toFile()).resolve();
    } catch (ConfigException e) {
      throw new BadSetting("The settings file " + path + " is no valid HOCON: " + e.getMessage());
    }
    file.entrySet().forEach(entry -> check(entry.getKey(), path.toString()));
    return this;
  }

  /// Adds the variables of an environment that begin with `JUNCTION_`.
  public SettingsSource environment(Map<String, String> variables) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String key : keys()) {
      keys.put(PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), key);
    }
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !LAUNCHER.contains(name)) {
            String key = keys.get(name);
            if (key == null) {
              throw new BadSetting(
                  "The environment variable " + name + " is no setting of Junction. " + known());
            }
            overrides.put(key, value);
          }
        });
    return this;
  }

  /// Adds `key=value` texts.
  public SettingsSource set(List<String> texts) {
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new BadSetting("--set " + text + " is not of the form key=value.");
      }
      set(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
    return this;
  }

  /// Sets one key.
  public SettingsSource set(String key, Object value) {
    check(key, "--set");
    overrides.put(key, value);
    return this;
  }

  /// Everything put together and checked.
  public Settings settings() {
    Config all = file.withFallback(defaults);
    for (Map.Entry<String, Object> override : overrides.entrySet()) {
      all = all.withValue(override.getKey(), ConfigValueFactory.fromAnyRef(override.getValue()));
    }
    return Settings.of(new SettingsReader(all));
  }

  private Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    defaults.entrySet().forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  private void check(String key, String from) {
    if (!keys().contains(key)) {
      throw new BadSetting(key + " (from " + from + ") is no setting of Junction. " + known());
    }
  }

  private String known() {
    return "The settings are: " + String.join(", ", keys()) + ".";
  }
}

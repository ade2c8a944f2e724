package dev.junction.identity.credential;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the text of a credentials file: the profile format of the AWS command line, with an
/// account and, if wanted, a user for each key.
final class CredentialsParser {

  private static final String ID = "aws_access_key_id";
  private static final String SECRET = "aws_secret_access_key";
  private static final String ACCOUNT = "account";
  private static final String USER = "user";

  /// What a client may find in the same file; it has no meaning for the server.
  private static final Set<String> CLIENT_SETTINGS = Set.of("region", "output", "endpoint_url");

  private static final Set<String> SETTINGS = Set.of(ID, SECRET, ACCOUNT, USER);

  private record Setting(int line, String value) {}

  private final Path file;
  private final Map<String, AccessKey> keys = new HashMap<>();
  private final Set<String> profiles = new HashSet<>();
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private @Nullable String profile;
  private int profileLine;

  private CredentialsParser(Path file) {
    this.file = file;
  }

  static Map<String, AccessKey> parse(Path file, List<String> lines) throws BadCredentialsFile {
    CredentialsParser parser = new CredentialsParser(file);
    for (int i = 0; i < lines.size(); i++) {
      parser.readLine(i + 1, lines.get(i).strip());
    }
    parser.finishProfile();
    if (parser.keys.isEmpty()) {
      throw new BadCredentialsFile(file, "there is no access key in it");
    }
    return Map.copyOf(parser.keys);
  }

  private void readLine(int line, String text) throws BadCredentialsFile {
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return;
    }
    if (text.startsWith("[")) {
      finishProfile();
      startProfile(line, text);
      return;
    }
    int equalSign = text.indexOf('=');
    if (equalSign <= 0) {
      throw new BadCredentialsFile(file, line, "expected [profile] or name = value");
    }
    if (profile == null) {
      throw new BadCredentialsFile(file, line, "a setting stands before the first [profile]");
    }
    String name = text.substring(0, equalSign).strip();
    String value = text.substring(equalSign + 1).strip();
    if (name.equals("aws_session_token")) {
      throw new BadCredentialsFile(file, line, "session credentials do not belong into this file");
    }
    if (!SETTINGS.contains(name) && !CLIENT_SETTINGS.contains(name)) {
      throw new BadCredentialsFile(file, line, "unknown setting " + name);
    }
    if (settings.put(name, new Setting(line, value)) != null) {
      throw new BadCredentialsFile(file, line, name + " is set twice in one profile");
    }
  }

  private void startProfile(int line, String text) throws BadCredentialsFile {
    String name = text.endsWith("]") ? text.substring(1, text.length() - 1).strip() : "";
    if (name.isEmpty()) {
      throw new BadCredentialsFile(file, line, "a profile looks like [name]");
    }
    if (!profiles.add(name)) {
      throw new BadCredentialsFile(file, line, "profile " + name + " is there already");
    }
    profile = name;
    profileLine = line;
  }

  private void finishProfile() throws BadCredentialsFile {
    if (profile == null) {
      return;
    }
    AccountId account = account();
    Setting user = settings.get(USER);
    Principal principal =
        user == null ? Principal.root(account) : Principal.user(account, userName(user));
    AccessKey key = new AccessKey(accessKeyId(), secret(), principal);
    if (keys.put(key.id(), key) != null) {
      throw new BadCredentialsFile(
          file, required(ID).line(), "access key " + key.id() + " is there already");
    }
    settings.clear();
  }

  private AccountId account() throws BadCredentialsFile {
    Setting setting = required(ACCOUNT);
    if (!AccountId.isValid(setting.value())) {
      throw new BadCredentialsFile(file, setting.line(), "an account id has twelve digits");
    }
    return new AccountId(setting.value());
  }

  private String accessKeyId() throws BadCredentialsFile {
    Setting setting = required(ID);
    String id = setting.value();
    if (id.length() < CredentialLimits.ACCESS_KEY_ID_LENGTH_MIN
        || id.length() > CredentialLimits.ACCESS_KEY_ID_LENGTH_MAX
        || !consistsOf(id, "_")) {
      throw new BadCredentialsFile(
          file, setting.line(), "an access key id has 16 to 128 letters, digits and underscores");
    }
    if (id.startsWith("ASIA")) {
      throw new BadCredentialsFile(
          file, setting.line(), "access key ids that begin with ASIA are for session credentials");
    }
    return id;
  }

  private Secret secret() throws BadCredentialsFile {
    Setting setting = required(SECRET);
    String text = setting.value();
    boolean printable = text.chars().allMatch(c -> c > ' ' && c < 127);
    if (text.length() < CredentialLimits.SECRET_LENGTH_MIN
        || text.length() > CredentialLimits.SECRET_LENGTH_MAX
        || !printable) {
      throw new BadCredentialsFile(
          file, setting.line(), "a secret has 16 to 256 printable characters without spaces");
    }
    return new Secret(text);
  }

  private String userName(Setting setting) throws BadCredentialsFile {
    String name = setting.value();
    if (name.isEmpty()
        || name.length() > CredentialLimits.USER_LENGTH_MAX
        || name.startsWith("/")
        || name.endsWith("/")
        || !consistsOf(name, "_+=,.@-/")) {
      throw new BadCredentialsFile(
          file, setting.line(), "a user is a name, or a path and a name, as in team/alice");
    }
    return name;
  }

  private Setting required(String name) throws BadCredentialsFile {
    Setting setting = settings.get(name);
    if (setting == null || setting.value().isEmpty()) {
      throw new BadCredentialsFile(file, profileLine, "profile " + profile + " has no " + name);
    }
    return setting;
  }

  private static boolean consistsOf(String text, String others) {
    return text.chars()
        .allMatch(
            c ->
                (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || others.indexOf(c) >= 0);
  }
}

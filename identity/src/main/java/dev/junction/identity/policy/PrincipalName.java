package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.MalformedPolicy;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import java.util.Optional;

/// One name under `Principal` or `NotPrincipal`.
///
/// Wildcards inside a name are refused, because a name never stands for several there. Source: IAM
/// User Guide, "AWS JSON policy elements: Principal".
public sealed interface PrincipalName {

  /// The key that a name stands under.
  enum Kind {
    AWS("AWS"),
    SERVICE("Service"),
    FEDERATED("Federated"),
    CANONICAL_USER("CanonicalUser");

    private final String written;

    Kind(String written) {
      this.written = written;
    }

    /// The key as documents write it.
    public String written() {
      return written;
    }

    static Optional<Kind> parse(String written) {
      for (Kind kind : values()) {
        if (kind.written.equals(written)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  Kind kind();

  /// The name as it stands in the document.
  String written();

  /// Whether a caller goes by this name.
  boolean names(Caller caller);

  /// Everybody, known or not.
  record Everyone() implements PrincipalName {

    @Override
    public Kind kind() {
      return Kind.AWS;
    }

    @Override
    public String written() {
      return "*";
    }

    @Override
    public boolean names(Caller caller) {
      return true;
    }
  }

  /// Everybody of an account.
  record Account(String written, AccountId account) implements PrincipalName {

    /// An account by the ARN of its root.
    public static Account root(AccountId account) {
      return new Account("arn:aws:iam::" + account + ":root", account);
    }

    @Override
    public Kind kind() {
      return Kind.AWS;
    }

    @Override
    public boolean names(Caller caller) {
      return caller.belongsTo(account);
    }
  }

  /// Every session of a role.
  record Role(String written, AccountId account, String name) implements PrincipalName {

    @Override
    public Kind kind() {
      return Kind.AWS;
    }

    @Override
    public boolean names(Caller caller) {
      return caller instanceof Caller.Identity identity
          && identity.account().equals(account)
          && name.equals(identity.roleName());
    }
  }

  /// A user, or one session of a role.
  record Identity(String written, Arn arn) implements PrincipalName {

    @Override
    public Kind kind() {
      return Kind.AWS;
    }

    @Override
    public boolean names(Caller caller) {
      return caller instanceof Caller.Identity identity && identity.arn().equals(arn);
    }
  }

  /// A user or a role by its unique id, which is what is left of a name when its owner is gone.
  record UniqueId(String written) implements PrincipalName {

    @Override
    public Kind kind() {
      return Kind.AWS;
    }

    @Override
    public boolean names(Caller caller) {
      if (!(caller instanceof Caller.Identity(_, _, String userId))) {
        return false;
      }
      return userId.startsWith(written)
          && (userId.length() == written.length() || userId.charAt(written.length()) == ':');
    }
  }

  /// A service, or with `*` any of them.
  record Service(String written) implements PrincipalName {

    @Override
    public Kind kind() {
      return Kind.SERVICE;
    }

    @Override
    public boolean names(Caller caller) {
      return caller instanceof Caller.Service(String principal)
          && (written.equals("*") || principal.equals(written));
    }
  }

  /// Somebody who cannot call here: a federated identity, or a canonical user.
  record Stranger(Kind kind, String written) implements PrincipalName {

    @Override
    public boolean names(Caller caller) {
      return false;
    }
  }

  /// Reads a name.
  ///
  /// @throws MalformedPolicy when it is none
  static PrincipalName parse(Kind kind, String written) {
    boolean wildcard = written.indexOf('*') >= 0 || written.indexOf('?') >= 0;
    if (written.isEmpty() || (wildcard && !written.equals("*"))) {
      throw malformed(written);
    }
    return switch (kind) {
      case AWS -> wildcard ? new Everyone() : parseAws(written);
      case SERVICE -> {
        if (!wildcard && written.indexOf('.') < 1) {
          throw malformed(written);
        }
        yield new Service(written);
      }
      case FEDERATED, CANONICAL_USER -> new Stranger(kind, written);
    };
  }

  private static PrincipalName parseAws(String written) {
    if (AccountId.isValid(written)) {
      return new Account(written, new AccountId(written));
    }
    if (isUniqueId(written)) {
      return new UniqueId(written);
    }
    Arn arn = Arn.parse(written).orElseThrow(() -> malformed(written));
    if (!arn.region().isEmpty() || !AccountId.isValid(arn.account())) {
      throw malformed(written);
    }
    AccountId account = new AccountId(arn.account());
    String resource = arn.resource();
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    if (arn.service().equals("iam")) {
      if (resource.equals("root")) {
        return new Account(written, account);
      }
      if (resource.startsWith("role/") && !name.isEmpty()) {
        return new Role(written, account, name);
      }
    }
    boolean user = arn.service().equals("iam") && resource.startsWith("user/");
    boolean session =
        arn.service().equals("sts")
            && (resource.startsWith("federated-user/")
                || (resource.startsWith("assumed-role/")
                    && resource.lastIndexOf('/') > "assumed-role/".length()));
    if ((!user && !session) || name.isEmpty()) {
      throw malformed(written);
    }
    return new Identity(written, arn);
  }

  /// Source: IAM User Guide, "IAM identifiers", unique identifiers: `AIDA` for users, `AROA` for
  /// roles.
  private static boolean isUniqueId(String text) {
    if (text.length() < 16 || !(text.startsWith("AIDA") || text.startsWith("AROA"))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static MalformedPolicy malformed(String written) {
    return MalformedPolicy.value("Not a principal: " + MalformedPolicy.quoted(written));
  }
}

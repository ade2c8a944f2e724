package dev.junction.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import org.junit.jupiter.api.Test;

/// Shapes of names and ids. Source: IAM User Guide, "IAM identifiers".
final class PrincipalTest {

  private static final AccountId ACCOUNT = new AccountId("111122223333");

  @Test
  void aRootIsNamedByItsAccount() {
    Principal root = Principal.root(ACCOUNT);

    assertThat(root.arn()).hasToString("arn:aws:iam::111122223333:root");
    assertThat(root.userId()).isEqualTo("111122223333");
    assertThat(root.isRoot()).isTrue();
  }

  @Test
  void aUserHasAnIdOfItsOwn() {
    Principal user = Principal.user(ACCOUNT, "team/alice");

    assertThat(user.arn()).hasToString("arn:aws:iam::111122223333:user/team/alice");
    assertThat(user.userId()).matches("AIDA[A-Z2-7]{17}");
    assertThat(user).isEqualTo(Principal.user(ACCOUNT, "team/alice"));
    assertThat(user.userId()).isNotEqualTo(Principal.user(ACCOUNT, "team/bob").userId());
    assertThat(user.isRoot()).isFalse();
  }

  @Test
  void aRoleSessionIsNamedWithoutThePathOfItsRole() {
    Arn role = Arn.parse("arn:aws:iam::111122223333:role/team/deploy").orElseThrow();

    Principal session = Principal.assumedRole(ACCOUNT, role, "build-7");

    assertThat(session.arn()).hasToString("arn:aws:sts::111122223333:assumed-role/deploy/build-7");
    assertThat(session.userId()).matches("AROA[A-Z2-7]{17}:build-7");
  }
}

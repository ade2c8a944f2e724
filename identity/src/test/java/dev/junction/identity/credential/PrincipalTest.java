package dev.junction.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import java.util.List;
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
  void aRoleSessionHasTheIdOfItsRole() {
    Principal session = Principal.assumedRole(ACCOUNT, "deploy", "build-7");

    assertThat(session.arn()).hasToString("arn:aws:sts::111122223333:assumed-role/deploy/build-7");
    assertThat(session.userId()).matches("AROA[A-Z2-7]{17}:build-7");
    assertThat(session.isAssumedRole()).isTrue();
    assertThat(session.userId().substring(0, 21))
        .isEqualTo(Principal.assumedRole(ACCOUNT, "deploy", "build-8").userId().substring(0, 21));
  }

  @Test
  void theFullNameTellsEverything() {
    for (Principal principal :
        List.of(
            Principal.root(ACCOUNT),
            Principal.user(ACCOUNT, "team/alice"),
            Principal.assumedRole(ACCOUNT, "deploy", "build-7"))) {
      assertThat(Principal.named(ACCOUNT, principal.arn())).isEqualTo(principal);
    }
  }

  @Test
  void aNameOfAnotherKindIsItsAccount() {
    Arn service = Arn.parse("arn:aws:iam::111122223333:service/x").orElseThrow();
    Arn broken = Arn.parse("arn:aws:sts::111122223333:assumed-role/x").orElseThrow();

    assertThat(Principal.named(ACCOUNT, service).userId()).isEqualTo("111122223333");
    assertThat(Principal.named(ACCOUNT, broken).userId()).isEqualTo("111122223333");
  }
}

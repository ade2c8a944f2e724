package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Secret;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SigningKeysTest {

  private static final Secret SECRET = new Secret("one");

  private final SigningKeys keys = new SigningKeys(10);

  @Test
  void aKeyIsFoundUnderItsScopeAndSecretOnly() {
    keep("AKID/20260102/us-east-1/sqs/aws4_request");

    assertThat(keys.find(scope("AKID/20260102/us-east-1/sqs/aws4_request"), SECRET)).isNotNull();
    assertThat(keys.find(scope("AKID/20260102/us-east-1/sqs/aws4_request"), new Secret("one")))
        .isNotNull();
    assertThat(keys.find(scope("AKID/20260102/us-east-1/sqs/aws4_request"), new Secret("two")))
        .isNull();
    assertThat(keys.find(scope("AKID/20260102/us-east-1/sns/aws4_request"), SECRET)).isNull();
  }

  @Test
  void memoryIsBoundedAndWhatIsInUseStays() {
    keep("USED/20260102/us-east-1/sqs/aws4_request");
    for (int i = 0; i < 1_000; i++) {
      keep("AKID" + i + "/20260102/us-east-1/sqs/aws4_request");

      assertThat(keys.find(scope("USED/20260102/us-east-1/sqs/aws4_request"), SECRET)).isNotNull();
      assertThat(keys.size()).isLessThanOrEqualTo(22);
    }
    assertThat(keys.find(scope("AKID1/20260102/us-east-1/sqs/aws4_request"), SECRET)).isNull();
  }

  private void keep(String text) {
    keys.keep(scope(text), SignatureWorkspace.ofThread().derive(SECRET, scope(text)));
  }

  private static CredentialScope scope(String text) {
    CredentialScope scope = CredentialScope.parse(text);
    assertThat(scope).isNotNull();
    return Objects.requireNonNull(scope);
  }
}

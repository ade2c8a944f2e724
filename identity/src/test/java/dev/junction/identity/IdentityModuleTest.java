package dev.junction.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.identity.credential.BadCredentialsFile;
import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.SessionCredentials;
import dev.junction.identity.signature.HttpText;
import dev.junction.identity.signature.SdkSigner;
import dev.junction.identity.signature.SdkSigner.Mode;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.wire.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class IdentityModuleTest {

  @TempDir Path folder;
  private final MovableClock clock = MovableClock.heldAt(Identities.NOW);

  @Test
  void withoutACredentialsFileEveryCallerIsBelieved() throws IOException {
    IdentityModule module = create(IdentitySettings.ephemeral());

    assertThat(module.authenticator().authenticate(HttpText.post("")))
        .isInstanceOf(Authentication.Authenticated.class);
  }

  @Test
  void withACredentialsFileSignaturesCount() throws IOException {
    IdentityModule module = create(new IdentitySettings(credentials(), null));

    assertThat(module.authenticator().authenticate(HttpText.post("")))
        .isInstanceOf(Authentication.Refused.class);
    assertThat(
            module
                .authenticator()
                .authenticate(
                    sign(new SdkSigner("AKIAALICE0000000", "0123456789abcdef", "local", "sqs"))))
        .isInstanceOf(Authentication.Authenticated.class);
  }

  @Test
  void sessionsOutliveARestartInADataFolder() throws IOException {
    IdentitySettings settings = new IdentitySettings(credentials(), folder);
    SessionCredentials session =
        create(settings)
            .sessions()
            .issue(Principal.root(new AccountId("111122223333")), Duration.ofHours(1));
    SdkSigner signer =
        SdkSigner.ofSession(
            session.accessKeyId(),
            session.secret().reveal(),
            session.sessionToken(),
            "local",
            "sqs");

    assertThat(create(settings).authenticator().authenticate(sign(signer)))
        .isInstanceOf(Authentication.Authenticated.class);
  }

  @Test
  void aBadCredentialsFileStopsTheStart() throws IOException {
    Path file = credentials();
    Files.writeString(file, "garbage");

    assertThatThrownBy(() -> create(new IdentitySettings(file, null)))
        .isInstanceOf(BadCredentialsFile.class);
  }

  private IdentityModule create(IdentitySettings settings) throws IOException {
    return IdentityModule.create(settings, clock, new Random(1));
  }

  private Path credentials() throws IOException {
    return Files.writeString(
        folder.resolve("credentials"),
        """
        [alice]
        aws_access_key_id = AKIAALICE0000000
        aws_secret_access_key = 0123456789abcdef
        account = 111122223333
        """);
  }

  private static HttpRequest sign(SdkSigner signer) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .protocol("http")
            .host("localhost")
            .method(SdkHttpMethod.POST)
            .encodedPath("/")
            .build();
    return signer.sign(request, new byte[0], Mode.HEADER, Identities.NOW);
  }
}

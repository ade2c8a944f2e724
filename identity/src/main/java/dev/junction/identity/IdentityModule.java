package dev.junction.identity;

import dev.junction.identity.credential.CredentialsFile;
import dev.junction.identity.session.SessionKeys;
import dev.junction.identity.session.Sessions;
import dev.junction.identity.signature.SignatureVerifier;
import dev.junction.identity.sts.RoleAccess;
import dev.junction.identity.sts.StsOperations;
import dev.junction.kernel.Clock;
import dev.junction.models.sts.StsApi;
import dev.junction.models.sts.StsService;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.constraint.CoralReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// Everything that a server needs to know its callers.
///
/// @param authenticator the door for requests
/// @param sessions the issuer of session credentials
/// @param sts the operations of the security token service
public record IdentityModule(Authenticator authenticator, Sessions sessions, StsOperations sts) {

  /// Opens the files that the settings name.
  ///
  /// @param random where keys and ids come from; outside of tests a `SecureRandom`
  /// @throws IOException when a file cannot be read or is refused; the message names it
  public static IdentityModule create(
      IdentitySettings settings, Clock clock, RandomGenerator random) throws IOException {
    Path dataFolder = settings.dataFolder();
    SessionKeys keys =
        dataFolder == null
            ? SessionKeys.inMemory(random, clock)
            : SessionKeys.loadOrCreate(dataFolder, random, clock);
    Sessions sessions = new Sessions(keys, random, clock);
    Path credentialsFile = settings.credentialsFile();
    Authenticator authenticator =
        credentialsFile == null
            ? new OpenAuthenticator(sessions)
            : new StrictAuthenticator(
                CredentialsFile.open(credentialsFile, clock),
                sessions,
                new SignatureVerifier(clock));
    RoleAccess roleAccess = settings.isOpen() ? RoleAccess.ANY_ACCOUNT : RoleAccess.OWN_ACCOUNT;
    return new IdentityModule(authenticator, sessions, new StsOperations(sessions, roleAccess));
  }

  /// The security token service as requests reach it.
  public ServiceEndpoint endpoint() {
    return ServiceEndpoint.of(StsService.operations(sts), new CoralReport());
  }

  /// Which operations of the security token service are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(StsService.SCHEMA, StsApi.class, StsOperations.class);
  }
}

package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;

/// What a partition tells the others about changed resource policies.
///
/// Shape, version 1: version, account, region, the policies.
///
/// @param account whose policies
/// @param region where they count
/// @param policies all of them
record PolicyNews(AccountId account, Region region, Policies policies) {

  private static final int VERSION = 1;

  static byte[] encode(AccountId account, Region region, Policies policies) {
    return new FieldWriter(1024)
        .octet(VERSION)
        .text(account.value())
        .text(region.name())
        .bytes(policies.encode())
        .toBytes();
  }

  static PolicyNews decode(byte[] payload) {
    FieldReader in = new FieldReader(payload).version(VERSION, "News of policies");
    return new PolicyNews(
        new AccountId(in.text()), new Region(in.text()), Policies.decode(in.bytes()));
  }
}

package dev.junction.delivery.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.junction.kernel.SystemClock;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses may be called. Expected values: IANA's special-purpose address registries for
/// versions 4 and 6; the metadata addresses are those of the EC2 User Guide and
/// of the manuals of Alibaba, Azure and Oracle; tunnels those of RFC 4380, 5214, 8215 and 7915.
final class EgressRulesTest {

  private static final EgressRules STRICT = new EgressRules(false, false, Set.of(4566));
  private static final EgressRules OPEN = new EgressRules(true, true, Set.of(4566));

  private static boolean isRefused(EgressRules rules, String address, int port) throws Exception {
    return rules.refusal(InetAddress.getByName(address), port) != null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "::169.254.169.254",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "240.0.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "64:ff9b:1::1",
        "2001:0:1::1",
        "::ffff:0:a9fe:a9fe",
        "2606:4700::5efe:a9fe:a9fe",
        "2606:4700::200:5efe:a9fe:a9fe"
      })
  void linkMetadataGroupAndNobodyAreRefusedAlways(String address) throws Exception {
    assertThat(isRefused(STRICT, address, 80)).isTrue();
    assertThat(isRefused(OPEN, address, 80)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "198.18.0.1",
        "fc00::1",
        "fd12:3456::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1"
      })
  void privateNetworksHaveToBeAllowed(String address) throws Exception {
    assertThat(isRefused(STRICT, address, 80)).isTrue();
    assertThat(isRefused(OPEN, address, 80)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "2002:7f00:1::"})
  void thisMachineHasToBeAllowedAndItsOwnPortsNever(String address) throws Exception {
    assertThat(isRefused(STRICT, address, 80)).isTrue();
    assertThat(isRefused(OPEN, address, 80)).isFalse();
    assertThat(isRefused(OPEN, address, 4566)).isTrue();
  }

  @Test
  void addressesOfItsInterfacesAreThisMachineToo() throws Exception {
    List<InetAddress> own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();
    assumeThat(own).isNotEmpty();
    for (InetAddress address : own) {
      assertThat(OPEN.refusal(address, 4566)).isEqualTo("a port of this server");
      assertThat(OPEN.refusal(address, 80)).isNull();
      assertThat(new EgressRules(false, true, Set.of()).refusal(address, 80))
          .isEqualTo("an address of this machine");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2001:4860:4860::8888"})
  void everybodyElseMayBeCalled(String address) throws Exception {
    assertThat(isRefused(STRICT, address, 80)).isFalse();
  }

  @Test
  void whatIsNoHttpUrlIsNeverSent() {
    try (OutboundClient client = new OutboundClient(OPEN, new SystemClock())) {
      for (String url :
          new String[] {
            "ftp://example.com/",
            "http://user:secret@example.com/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::ffff:169.254.169.254]/",
            "http://0x7f.1:4566/",
            "http://127.0.0.1:4566/",
            "file:///etc/passwd",
            "not a url"
          }) {
        OutboundResult result = client.post(url, java.util.Map.of(), new byte[0]).join();
        assertThat(result).as(url).isNotInstanceOf(OutboundResult.Answered.class);
      }
    }
  }
}

package dev.junction.delivery.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which addresses may be connected to on behalf of clients.
///
/// Refused always: addresses of the link, which the metadata services of clouds have, of groups, of
/// nobody, of tunnels, and the server's own ports; private ranges and loopback unless allowed. An
/// address of version 4 inside one of version 6 counts as what it is. Source: IANA's
/// special-purpose address registries.
///
/// @param allowsLoopback whether this machine may be called
/// @param allowsPrivate whether private networks may be called
/// @param ownPorts ports of this machine that are never called
public record EgressRules(boolean allowsLoopback, boolean allowsPrivate, Set<Integer> ownPorts) {

  public EgressRules {
    ownPorts = Set.copyOf(ownPorts);
  }

  /// Why an address may not be connected to; null when it may.
  @Nullable String refusal(InetAddress address, int port) {
    InetAddress meant = embedded(address);
    byte[] bytes = meant.getAddress();
    if (meant.isAnyLocalAddress() || (bytes.length == 4 && bytes[0] == 0)) {
      return "an address of nobody";
    }
    if (meant.isMulticastAddress() || isBroadcast(bytes)) {
      return "an address of a group";
    }
    if (meant.isLinkLocalAddress() || isMetadata(bytes)) {
      return "an address of the link or of a metadata service";
    }
    if (isTunnel(bytes)) {
      return "an address of a tunnel";
    }
    if (meant.isLoopbackAddress() || isOfThisMachine(meant)) {
      if (ownPorts.contains(port)) {
        return "a port of this server";
      }
      return allowsLoopback ? null : "an address of this machine";
    }
    return isPrivate(meant, bytes) && !allowsPrivate ? "a private address" : null;
  }

  /// Whether an interface of this machine has the address. What cannot be told counts as yes.
  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      return true;
    }
  }

  private static boolean isBroadcast(byte[] bytes) {
    return bytes.length == 4 && (bytes[0] & 0xf0) == 0xf0;
  }

  /// Addresses by which machines of clouds reach what their provider offers: of version 6
  /// fd00:ec2::254 (EC2); of version 4 100.100.100.200 (Alibaba), 168.63.129.16 (Azure) and the
  /// block 192.0.0.0/24 (Oracle), which no host outside has.
  private static boolean isMetadata(byte[] bytes) {
    if (bytes.length == 4) {
      return Arrays.equals(bytes, new byte[] {100, 100, 100, (byte) 200})
          || Arrays.equals(bytes, new byte[] {(byte) 168, 63, (byte) 129, 16})
          || startsWith(bytes, new byte[] {(byte) 192, 0, 0});
    }
    return startsWith(bytes, new byte[] {(byte) 0xfd, 0, 0x0e, (byte) 0xc2});
  }

  /// Whether the address is of a tunnel that hides which address of version 4 is meant: Teredo
  /// (2001::/32) and translation as a network likes it (64:ff9b:1::/48).
  private static boolean isTunnel(byte[] bytes) {
    return bytes.length == 16
        && (startsWith(bytes, new byte[] {0x20, 0x01, 0, 0})
            || startsWith(bytes, new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1}));
  }

  private static boolean isPrivate(InetAddress address, byte[] bytes) {
    if (address instanceof Inet4Address) {
      boolean shared = bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
      boolean tested = bytes[0] == (byte) 198 && (bytes[1] & 0xfe) == 18;
      return address.isSiteLocalAddress() || shared || tested;
    }
    return (bytes[0] & 0xfe) == 0xfc || address.isSiteLocalAddress();
  }

  /// The address of version 4 that one of version 6 stands for: compatible, translated (64:ff9b::,
  /// ::ffff:0:0), ISATAP and 6to4 ones. Java itself turns mapped ones into version 4.
  private static InetAddress embedded(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    boolean compatible = startsWith(bytes, new byte[12]) && (bytes[12] | bytes[13]) != 0;
    boolean translated =
        startsWith(bytes, new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0})
            || startsWith(bytes, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0});
    boolean isatap =
        (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == -2;
    if (compatible || translated || isatap) {
      return version4(Arrays.copyOfRange(bytes, 12, 16));
    }
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    return sixToFour ? version4(Arrays.copyOfRange(bytes, 2, 6)) : address;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static InetAddress version4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("Four bytes are an address", impossible);
    }
  }
}

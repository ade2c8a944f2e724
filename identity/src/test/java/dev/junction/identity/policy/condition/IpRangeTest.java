package dev.junction.identity.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values: RFC 4291, section 2.2 (texts) and 2.5.5.2 (mapped addresses); RFC 4632, section
/// 3.1 (prefixes).
final class IpRangeTest {

  @ParameterizedTest(name = "{0} holds {1}: {2}")
  @CsvSource({
    "10.0.0.0/8,10.255.255.255,true",
    "10.0.0.0/8,11.0.0.0,false",
    "10.1.2.3/8,10.9.9.9,true",
    "0.0.0.0/0,255.255.255.255,true",
    "0.0.0.0/0,::1,false",
    "203.0.113.128/25,203.0.113.127,false",
    "203.0.113.128/25,203.0.113.128,true",
    "203.0.113.7,203.0.113.7,true",
    "203.0.113.7,203.0.113.8,false",
    "203.0.113.7/32,::ffff:203.0.113.7,true",
    "::ffff:203.0.113.0/120,203.0.113.9,true",
    "2001:DB8::/32,2001:db8:ffff::1,true",
    "2001:DB8::/32,2001:db9::1,false",
    "2001:db8:0:0:8:800:200c:417a,2001:db8::8:800:200C:417A,true",
    "::1,0:0:0:0:0:0:0:1,true",
    "::/0,2001:db8::1,true",
    "::/0,10.0.0.1,false",
    "fe80::/10,febf::1,true",
    "fe80::/10,fec0::1,false",
    "64:ff9b::/96,64:ff9b::192.0.2.33,true",
    "10.0.0.0/8,not an address,false"
  })
  void holdsAddresses(String range, String address, boolean expected) {
    assertThat(IpRange.parse(range).contains(address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0/8",
        "10.0.0.0.0",
        "256.0.0.1",
        "01.0.0.1",
        "1.2.3.4 ",
        "a.b.c.d",
        ":",
        ":::",
        "::/129",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "1:",
        ":1",
        "::1.2.3",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "fe80::1%eth0",
        "localhost",
        "1:2:3:4:5:6:7:8::"
      })
  void refusesOthers(String range) {
    assertThatThrownBy(() -> IpRange.parse(range)).isInstanceOf(MalformedPolicy.class);
  }
}

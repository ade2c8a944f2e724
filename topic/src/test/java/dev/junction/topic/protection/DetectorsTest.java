package dev.junction.topic.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: SNS Developer Guide, "Sensitive data types": which words must be near, what the data
/// must be and what is not reported. The numbers are made up to fit the public rules of their
/// issuers.
final class DetectorsTest {

  @Test
  void thePageNamesAllOfThem() throws IOException {
    Path root = Path.of(System.getProperty("junction.root", ".."));
    String page = Files.readString(root.resolve("docs/services/sns.md"));
    String named =
        page.substring(page.indexOf("<!-- identifiers:"), page.indexOf("<!-- end of identifiers"));
    assertThat(Pattern.compile("`([^`]+)`").matcher(named).results().map(m -> m.group(1)))
        .containsExactlyInAnyOrderElementsOf(Detectors.names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CreditCardNumber|my card is 4539578763621486 ok|4539578763621486",
        "CreditCardNumber|Visa: 4539-5787-6362-1486|4539-5787-6362-1486",
        "EmailAddress|write to nobody.else+x@mail.example.co.uk now|nobody.else+x@mail.example.co.uk",
        "IpAddress|from 192.168.255.1 to|192.168.255.1",
        "IpAddress|at 2001:0db8:0:0:0:0:0:1 now|2001:0db8:0:0:0:0:0:1",
        "AwsSecretKey|aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|"
            + "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "Ssn-US|ssn: 123-45-6789|123-45-6789",
        "PhoneNumber-US|call +1 206-555-0100 now|+1 206-555-0100",
        "PhoneNumber-US|phone (206) 555-0100|(206) 555-0100",
        "PhoneNumber-GB|telephone number 020 7946 0958|020 7946 0958",
        "DateOfBirth|date of birth 1970/12/31|1970/12/31",
        "DateOfBirth|Birthday: 31 December 1970|31 December 1970",
        "LatLong|location 41.948614,-87.655311|41.948614,-87.655311",
        "BankAccountNumber-DE|IBAN DE89 3704 0044 0532 0130 00|DE89 3704 0044 0532 0130 00",
        "BankAccountNumber-GB|iban: GB29NWBK60161331926819|GB29NWBK60161331926819",
        "VehicleIdentificationNumber|vin 1M8GDM9AXKP042788|1M8GDM9AXKP042788",
        "NationalInsuranceNumber-GB|nino AB123456C|AB123456C",
        "CpfCode-BR|cpf 529.982.247-25|529.982.247-25",
        "Cnpj-BR|cnpj 11.222.333/0001-81|11.222.333/0001-81",
        "NifNumber-ES|nif 12345678Z|12345678Z",
        "NieNumber-ES|nie X1234567L|X1234567L",
        "SocialInsuranceNumber-CA|sin 046 454 286|046 454 286",
        "ZipCode-US|zip code 98109-5210|98109-5210",
        "PassportNumber-US|passport 123456789|123456789",
        "CreditCardSecurityCode|cvv 123|123",
        "CreditCardExpiration|expiry 12/29|12/29",
        "Name|signed, Mr. Paul Smith yesterday|Mr. Paul Smith",
        "Name|dear Martha Rivera, hello|Martha Rivera",
        "Address|at 410 Terry Avenue, Seattle, WA 98109 today|410 Terry Avenue, Seattle, WA 98109",
      })
  void finds(String identifier, String text, String expected) {
    assertThat(found(identifier, text)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CreditCardNumber|4539578763621486 without any of the words",
        "CreditCardNumber|card 4539578763621487",
        "CreditCardNumber|card 4111111111111111",
        "IpAddress|version 1.2.3.4.5 or 256.1.1.1",
        "AwsSecretKey|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "Ssn-US|123-45-6789",
        "Ssn-US|ssn 000-45-6789",
        "PhoneNumber-US|206-555-0100",
        "EmailAddress|no@place",
        "VehicleIdentificationNumber|vin 1M8GDM9A1KP042788",
        "CpfCode-BR|cpf 529.982.247-26",
        "BankAccountNumber-DE|IBAN DE88370400440532013000",
        "Name|the quick brown fox",
      })
  void doesNotFind(String identifier, String text) {
    assertThat(found(identifier, text)).isEmpty();
  }

  // Source: "Keyword requirements": not case sensitive; a space may be missing, or be _ or -.
  @Test
  void wordsMayBeWrittenInSeveralWays() {
    for (String word : new String[] {"SECRET KEY", "secretkey", "secret_key", "Secret-Key"}) {
      assertThat(found("AwsSecretKey", word + ": wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
          .as(word)
          .hasSize(1);
    }
  }

  @Test
  void aNumberThatIsFoundInTwoWaysCountsOnce() {
    assertThat(found("PhoneNumber-US", "phone +1 206-555-0100")).containsExactly("+1 206-555-0100");
  }

  @Test
  void privateKeysAreFoundWithTheirBody() {
    String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----";

    assertThat(found("PkcsPrivateKey", "x " + key)).hasSize(1);
    assertThat(found("OpenSshPrivateKey", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl")).hasSize(1);
    assertThat(found("PgpPrivateKey", "-----BEGIN PGP PRIVATE KEY BLOCK-----")).hasSize(1);
    assertThat(found("PuttyPrivateKey", "PuTTY-User-Key-File-2: ssh-rsa")).hasSize(1);
  }

  @Test
  void everyDetectorScansALongTextQuickly() {
    String[] pieces = {
      "a".repeat(300),
      "1".repeat(300),
      "4539 5787 ",
      "a.b-c+",
      "1.1.",
      "a:",
      "Ab ",
      "DE12 ",
      "john@",
      "PuTTY-User-Key-File-2:",
      "-----BEGIN PRIVATE KEY-----",
      "card ",
      " 12-",
      "X1",
      "+1 "
    };
    Random random = new Random(3);
    long worst = 0;
    String slowest = "";
    for (int round = 0; round < pieces.length + 3; round++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 64 * 1024) {
        int at = round < pieces.length ? round : random.nextInt(pieces.length);
        text.append(pieces[at]);
      }
      for (String name : Detectors.names()) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
          long began = System.nanoTime();
          Detectors.findings(text.toString(), List.of(name));
          best = Math.min(best, (System.nanoTime() - began) / 1_000_000);
        }
        if (best > worst) {
          worst = best;
          slowest = name + " on " + round;
        }
        assertThat(best).as("%s on piece %s", name, round).isLessThan(250);
      }
    }
    System.out.printf("%d ms for the slowest detector on 64 KiB, %s%n", worst, slowest);
  }

  private static List<String> found(String identifier, String text) {
    return Detectors.findings(text, List.of(identifier)).stream()
        .map(finding -> text.substring(finding.start(), finding.end()))
        .collect(Collectors.toList());
  }
}

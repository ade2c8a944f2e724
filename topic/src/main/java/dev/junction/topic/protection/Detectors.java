package dev.junction.topic.protection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The managed data identifiers that can be found here, by name.
///
/// Source: SNS Developer Guide, "Sensitive data types": identifiers, words and what the data must
/// be. `Name` and `Address` are found by shape and common words; the real service learns them.
public final class Detectors {

  private static final String ACCOUNT_WORDS =
      "account code, account number, accountno#, accountnumber#, bban, customer account id, "
          + "customer account number, customer bank account id, iban";
  private static final String PHONE_WORDS =
      "cell, contact, fax, fax number, mobile, phone, phone number, tel, telephone, "
          + "telephone number";
  private static final String PASSPORT_WORDS =
      "passport, travel document, passport number, passport no";
  private static final String LICENCE_WORDS =
      "dl#, dl:, dlno#, driver licence, driver license, driver permit, drivers licence, "
          + "driver's licence, drivers license, driver's license, drivers permit, "
          + "driver's permit, driving licence, driving license, driving permit";
  private static final String NOT_IN_NUMBER = "(?<![\\w.-])";
  private static final String NUMBER_ENDS = "(?![\\w-])";

  private static final Map<String, Detector> BY_NAME = new LinkedHashMap<>();

  static {
    credentials();
    finances();
    accounts();
    persons();
    numbersOfPersons();
    phones();
    BY_NAME.putAll(NameDetectors.all());
  }

  private Detectors() {}

  /// The names of the identifiers that can be found.
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /// The identifier of that name, or null.
  static @Nullable Identifier find(String name) {
    return BY_NAME.get(name);
  }

  /// All findings of some identifiers in a text, by place.
  public static List<Finding> findings(String text, Collection<String> identifiers) {
    List<Finding> findings = new ArrayList<>();
    for (String identifier : identifiers) {
      Detector detector = BY_NAME.get(identifier);
      if (detector != null) {
        findings.addAll(detector.find(text, Integer.MAX_VALUE));
      }
    }
    findings.sort(Finding.BY_PLACE);
    return findings;
  }

  /// All findings of every identifier in a text, by place.
  public static List<Finding> findings(String text) {
    return findings(text, BY_NAME.keySet());
  }

  private static void add(Detector detector) {
    BY_NAME.put(detector.name(), detector);
  }

  private static void near(String name, String keywords, String shape) {
    add(Detector.near(name, keywords, NOT_IN_NUMBER + shape + NUMBER_ENDS, _ -> true));
  }

  private static void credentials() {
    add(
        Detector.near(
            "AwsSecretKey",
            "aws_secret_access_key, credentials, secret access key, secret key, "
                + "set-awscredential",
            "(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])",
            _ -> true));
    key("OpenSshPrivateKey", "-----BEGIN OPENSSH PRIVATE KEY-----");
    key("PgpPrivateKey", "-----BEGIN PGP PRIVATE KEY BLOCK-----");
    key("PkcsPrivateKey", "-----BEGIN (?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY-----");
    key("PuttyPrivateKey", "PuTTY-User-Key-File-\\d:");
  }

  /// The head of a key and what follows of its body.
  private static void key(String name, String head) {
    add(Detector.shape(name, head + "[A-Za-z0-9+/=:,\\s-]{0,8192}+", _ -> true));
  }

  private static void finances() {
    add(
        Detector.near(
            "CreditCardNumber",
            "account number, american express, amex, bank card, card, card num, card number, "
                + "cc #, ccn, check card, credit, credit card#, credit card, dankort, debit, "
                + "debit card, diners club, discover, electron, elo verification code, "
                + "japanese card bureau, jcb, mastercard, mc, pan, payment account number, "
                + "payment card number, pcn, union pay, visa",
            NOT_IN_NUMBER + "\\d(?:[ -]?\\d){12,18}+" + NUMBER_ENDS,
            Checksums::card));
    near(
        "CreditCardExpiration",
        "exp d, exp m, exp y, expiration, expiry",
        "(?:0[1-9]|1[0-2])[/-](?:20)?\\d{2}");
    near(
        "CreditCardSecurityCode",
        "card id, card identification code, card identification number, card security code, "
            + "card validation code, card validation number, card verification data, "
            + "card verification value, cvc, cvc2, cvv, cvv2, elo verification code",
        "\\d{3,4}");
  }

  private static void accounts() {
    account("DE", ", bankleitzahl, geheimzahl, kartennummer, kontonummer, sepa", 22);
    account("ES", ", código cuenta, código cuenta bancaria, cuenta cliente id", 24);
    account("FR", ", code bancaire, compte bancaire, numéro de compte", 27);
    account("GB", ", sepa", 22);
    account("IT", ", codice bancario, conto bancario, numero di conto", 27);
    near(
        "BankAccountNumber-US",
        "bank account, bank acct, checking account, checking acct, deposit account, "
            + "deposit acct, savings account, savings acct, chequing account, chequing acct",
        "\\d{6,17}");
  }

  private static void account(String country, String words, int length) {
    add(
        Detector.near(
            "BankAccountNumber-" + country,
            ACCOUNT_WORDS + words,
            "(?<![A-Z0-9])" + country + "\\d{2}(?: ?[A-Z0-9]){" + (length - 4) + "}+(?![A-Z0-9])",
            Checksums::iban));
  }

  private static void persons() {
    add(
        Detector.shape(
            "EmailAddress",
            "(?<![\\w.%+-])[\\w.%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}"
                + "(?![A-Za-z0-9-])",
            _ -> true));
    add(
        Detector.shape(
            "IpAddress",
            "(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\w.]\\w|\\w)"
                + "|(?<![\\w:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![\\w:])",
            found -> found.indexOf(':') >= 0 || Checksums.inRange(found, "\\.", 255)));
    near(
        "DateOfBirth",
        "dob, date of birth, birthdate, birth date, birthday, b-day, bday",
        "(?:\\d{1,2}[ /-]\\d{1,2}[ /-](?:\\d{4}|\\d{2})|\\d{4}[/-]\\d{1,2}[/-]\\d{1,2}"
            + "|\\d{1,2} [A-Z][a-z]{2,8} \\d{4}|[A-Z][a-z]{2,8} \\d{1,2},? \\d{4})");
    near(
        "LatLong",
        "coordinate, coordinates, lat long, latitude longitude, location, position",
        "-?\\d{1,2}\\.\\d{2,15}, ?-?\\d{1,3}\\.\\d{2,15}");
    near("ZipCode-US", "zip code, zip+4", "\\d{5}(?:-\\d{4})?");
    near("PostalCode-CA", "postal code, code postal", "[ABCEGHJ-NPRSTVXY]\\d[A-Z] ?\\d[A-Z]\\d");
    add(
        Detector.near(
            "VehicleIdentificationNumber",
            "fahrgestellnummer, niv, numer vin, vehicle identification number, vin, "
                + "numéro d'identification du véhicule",
            "(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])",
            Checksums::vin));
  }

  private static void numbersOfPersons() {
    add(
        Detector.near(
            "Ssn-US",
            "social security, ss#, ssn",
            NOT_IN_NUMBER + "\\d{3}([- ]?)\\d{2}\\1\\d{4}" + NUMBER_ENDS,
            Checksums::ssn));
    near(
        "Ssn-ES",
        "número de la seguridad social, social security no., social security number, ssn, ssn#",
        "\\d{2}[/ -]?\\d{8}[/ -]?\\d{2}");
    near(
        "IndividualTaxIdentificationNumber-US",
        "individual taxpayer identification number, itin, i.t.i.n.",
        "9\\d{2}[- ]?[5-9]\\d[- ]?\\d{4}");
    near(
        "NationalInsuranceNumber-GB",
        "insurance no., insurance number, insurance#, national insurance number, "
            + "nationalinsurance#, nationalinsurancenumber, nin, nino",
        "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]");
    add(
        Detector.near(
            "SocialInsuranceNumber-CA",
            "canadian id, numéro d'assurance sociale, social insurance number, sin",
            NOT_IN_NUMBER + "\\d{3}[ -]?\\d{3}[ -]?\\d{3}" + NUMBER_ENDS,
            Checksums::luhn));
    brazilian("CpfCode-BR", "cpf", "\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}", 99);
    brazilian("Cnpj-BR", "cnpj", "\\d{2}\\.?\\d{3}\\.?\\d{3}/?\\d{4}-?\\d{2}", 9);
    near("CepCode-BR", "cep, código de endereçamento postal", "\\d{5}-?\\d{3}");
    spanish("NifNumber-ES", "nif, dni, número de identificación fiscal, tax id", "\\d{8}-?[A-Z]");
    spanish("NieNumber-ES", "nie, número de identidad de extranjero", "[XYZ]-?\\d{7}-?[A-Z]");
    near("PassportNumber-US", PASSPORT_WORDS, "(?:[A-Z]\\d{8}|\\d{9})");
    near("PassportNumber-GB", PASSPORT_WORDS + ", passportid", "\\d{9}");
    near("PassportNumber-CA", PASSPORT_WORDS + ", passeport", "[A-Z]{2}\\d{6}");
    near("DriversLicense-US", LICENCE_WORDS, "(?=[A-Z\\d-]{0,18}\\d)[A-Z]{0,2}\\d[A-Z\\d-]{5,17}");
    near("DriversLicense-GB", LICENCE_WORDS, "[A-Z9]{5}\\d{6}[A-Z9]{2}\\d[A-Z]{2}");
  }

  private static void brazilian(String name, String words, String shape, int highestWeight) {
    add(
        Detector.near(
            name,
            words + ", cadastro de pessoas físicas, cadastro nacional da pessoa jurídica",
            NOT_IN_NUMBER + shape + NUMBER_ENDS,
            text -> Checksums.brazilian(text, highestWeight)));
  }

  private static void spanish(String name, String words, String shape) {
    add(Detector.near(name, words, NOT_IN_NUMBER + shape + NUMBER_ENDS, Checksums::spanish));
  }

  /// With a word nearby the country code may be missing.
  private static void phones() {
    phone("US", "1", "\\(?[2-9]\\d{2}\\)?[ .-]?\\d{3}[ .-]?\\d{4}");
    phone("CA", "1", "\\(?[2-9]\\d{2}\\)?[ .-]?\\d{3}[ .-]?\\d{4}");
    phone("GB", "44", "(?:\\(?0\\)?[ -]?)?\\d{2,5}[ -]?\\d{3,4}[ -]?\\d{3,4}");
    phone("FR", "33", "(?:\\(?0\\)?)?[1-9](?:[ .-]?\\d{2}){4}");
    phone("DE", "49", "(?:\\(?0\\)?)?[1-9]\\d{1,4}[ /-]?\\d{3,8}(?:[ -]\\d{1,5})?");
    phone("IT", "39", "0?\\d{2,4}[ .-]?\\d{3,4}[ .-]?\\d{3,4}");
    phone("ES", "34", "[6-9]\\d{2}(?:[ .-]?\\d{2,3}){2,3}");
    phone("BR", "55", "\\(?\\d{2}\\)?[ -]?9?\\d{4}[ -]?\\d{4}");
  }

  private static void phone(String country, String code, String number) {
    String words =
        country.equals("BR") ? PHONE_WORDS + ", cel, celular, fone, móvel, telefone" : PHONE_WORDS;
    add(PhoneDetector.of("PhoneNumber-" + country, words, code, number));
  }
}

package dev.junction.schema.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;

/// Which names may be given, and the ARNs that are made of them.
public final class Names {

  /// The registry of the events of AWS services, which nobody changes.
  public static final String AWS_EVENTS = "aws.events";

  /// The registry that discoverers write into.
  public static final String DISCOVERED = "discovered-schemas";

  /// What names of registries of AWS itself begin with.
  public static final String RESERVED_PREFIX = "aws.";

  private Names() {}

  public static boolean isRegistry(String name) {
    return isName(name, SchemaLimits.REGISTRY_CHARACTERS_MAX);
  }

  public static boolean isSchema(String name) {
    return isName(name, SchemaLimits.SCHEMA_CHARACTERS_MAX);
  }

  /// Letters, digits, `.`, `-`, `_` and `@`. Source: Terraform's provider and the API reference.
  private static boolean isName(String name, int max) {
    if (name.isEmpty() || name.length() > max) {
      return false;
    }
    return name.chars()
        .allMatch(
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || ".-_@".indexOf(c) >= 0);
  }

  public static String registryArn(AccountId account, Region region, String registry) {
    return Arn.of("schemas", region, account, "registry/" + registry).toString();
  }

  public static String schemaArn(AccountId account, Region region, String registry, String schema) {
    return Arn.of("schemas", region, account, "schema/" + registry + "/" + schema).toString();
  }

  public static String discovererArn(AccountId account, Region region, String id) {
    return Arn.of("schemas", region, account, "discoverer/" + id).toString();
  }
}

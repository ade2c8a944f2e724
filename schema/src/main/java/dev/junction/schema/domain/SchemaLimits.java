package dev.junction.schema.domain;

/// The quotas of schemas. Source, where nothing else is said: EventBridge Schemas API reference.
public final class SchemaLimits {

  /// Characters of the name of a registry.
  public static final int REGISTRY_CHARACTERS_MAX = 64;

  /// Characters of the name of a schema.
  public static final int SCHEMA_CHARACTERS_MAX = 385;

  /// Registries of an account in a region. Ours, and ten times the default of the real service.
  public static final int REGISTRIES_MAX = 100;

  /// Schemas of a registry. Ours.
  public static final int SCHEMAS_MAX = 5_000;

  /// Characters of the content of a schema. Source: the service model, CreateSchema.
  public static final int CONTENT_CHARACTERS_MAX = 100_000;

  /// Versions of a schema that are there at once. Source: "Amazon EventBridge quotas".
  public static final int VERSIONS_MAX = 100;

  /// Discoverers of an account in a region. Source: "Amazon EventBridge quotas", ten by default;
  /// ours is ten times as many.
  public static final int DISCOVERERS_MAX = 100;

  /// Tags of a resource.
  public static final int TAGS_MAX = 50;

  /// Items of a page, which is also the default.
  public static final int PAGE_MAX = 100;

  /// How deep a document or event may nest. Source: GetDiscoveredSchema, 255 levels.
  public static final int DEPTH_MAX = 255;

  private SchemaLimits() {}
}

package dev.junction.wire.schema;

import dev.junction.kernel.Invariant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The description of one service: its names, its protocols and all its operations.
///
/// Threads: immutable.
public final class ServiceSchema {

  /// A wire protocol; source: Smithy, "AWS protocols", and the protocol names of the older model
  /// format.
  public enum Protocol {
    AWS_JSON_1_0,
    AWS_JSON_1_1,
    AWS_QUERY,
    REST_JSON_1,
    RPC_V2_CBOR
  }

  private final String name;
  private final String namespace;
  private final String signingName;
  private final String endpointPrefix;
  private final String targetPrefix;
  private final String apiVersion;
  private final String xmlNamespace;
  private final boolean queryCompatible;
  private final List<Protocol> protocols;
  private final Map<String, OperationSchema> operations;
  private final Map<String, ErrorSchema> errors;

  private ServiceSchema(Builder from) {
    this.name = from.name;
    this.namespace = from.namespace;
    this.signingName = from.signingName;
    this.endpointPrefix = from.endpointPrefix;
    this.targetPrefix = from.targetPrefix;
    this.apiVersion = from.apiVersion;
    this.xmlNamespace = from.xmlNamespace;
    this.queryCompatible = from.queryCompatible;
    this.protocols = List.copyOf(from.protocols);
    this.operations = new LinkedHashMap<>(from.operations);
    this.errors = new LinkedHashMap<>(from.errors);
    for (OperationSchema operation : operations.values()) {
      for (ErrorSchema error : operation.errors()) {
        errors.put(error.code(), error);
      }
    }
  }

  /// A builder of a service of this name, as in `sqs`.
  public static Builder of(String name) {
    return new Builder(name);
  }

  /// The service's name in ARNs and here, as in `sqs`.
  public String name() {
    return name;
  }

  /// The namespace of its shapes, as in `com.amazonaws.sqs`.
  public String namespace() {
    return namespace;
  }

  /// The service's name in the scope of a request signature.
  public String signingName() {
    return signingName;
  }

  /// The first part of the service's host names.
  public String endpointPrefix() {
    return endpointPrefix;
  }

  /// What stands before the dot in the `X-Amz-Target` header; the service shape's name for others.
  public String targetPrefix() {
    return targetPrefix;
  }

  public String apiVersion() {
    return apiVersion;
  }

  /// The namespace of its XML answers; empty for none.
  public String xmlNamespace() {
    return xmlNamespace;
  }

  /// Whether clients of the query protocol's error codes are served over JSON as well.
  public boolean isQueryCompatible() {
    return queryCompatible;
  }

  /// The protocols that the service speaks, the preferred one first.
  public List<Protocol> protocols() {
    return protocols;
  }

  /// All operations of the model.
  public Collection<OperationSchema> operations() {
    return operations.values();
  }

  /// The operation of this name, or null when the model has none.
  public @Nullable OperationSchema operation(String operationName) {
    return operations.get(operationName);
  }

  /// The modelled error of this code, or null.
  public @Nullable ErrorSchema error(String code) {
    return errors.get(code);
  }

  /// All modelled errors.
  public Collection<ErrorSchema> errors() {
    return errors.values();
  }

  @Override
  public String toString() {
    return name + ' ' + apiVersion;
  }

  /// Collects the parts of a [ServiceSchema].
  public static final class Builder {

    private final String name;
    private String namespace;
    private String signingName;
    private String endpointPrefix;
    private String targetPrefix;
    private String apiVersion = "";
    private String xmlNamespace = "";
    private boolean queryCompatible;
    private List<Protocol> protocols = List.of();
    private final Map<String, OperationSchema> operations = new LinkedHashMap<>();
    private final Map<String, ErrorSchema> errors = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = name;
      this.namespace = "com.amazonaws." + name;
      this.signingName = name;
      this.endpointPrefix = name;
      this.targetPrefix = name;
    }

    public Builder namespace(String value) {
      namespace = value;
      return this;
    }

    public Builder signingName(String value) {
      signingName = value;
      return this;
    }

    public Builder endpointPrefix(String value) {
      endpointPrefix = value;
      return this;
    }

    public Builder targetPrefix(String value) {
      targetPrefix = value;
      return this;
    }

    public Builder apiVersion(String value) {
      apiVersion = value;
      return this;
    }

    public Builder xmlNamespace(String value) {
      xmlNamespace = value;
      return this;
    }

    public Builder queryCompatible() {
      queryCompatible = true;
      return this;
    }

    /// The protocols, the preferred one first.
    public Builder protocols(List<Protocol> values) {
      protocols = values;
      return this;
    }

    public Builder operation(OperationSchema value) {
      Object before = operations.put(value.name(), value);
      Invariant.check(before == null, "%s has two operations %s", name, value.name());
      return this;
    }

    /// An error of the model, beside those that its operations list.
    public Builder error(ErrorSchema value) {
      errors.put(value.code(), value);
      return this;
    }

    public ServiceSchema build() {
      return new ServiceSchema(this);
    }
  }
}

package dev.junction.schema;

import dev.junction.kernel.Outcome;
import dev.junction.models.schemas.CreateDiscovererRequest;
import dev.junction.models.schemas.CreateDiscovererResponse;
import dev.junction.models.schemas.CreateRegistryRequest;
import dev.junction.models.schemas.CreateRegistryResponse;
import dev.junction.models.schemas.CreateSchemaRequest;
import dev.junction.models.schemas.CreateSchemaResponse;
import dev.junction.models.schemas.DeleteDiscovererRequest;
import dev.junction.models.schemas.DeleteRegistryRequest;
import dev.junction.models.schemas.DeleteResourcePolicyRequest;
import dev.junction.models.schemas.DeleteSchemaRequest;
import dev.junction.models.schemas.DeleteSchemaVersionRequest;
import dev.junction.models.schemas.DescribeCodeBindingRequest;
import dev.junction.models.schemas.DescribeCodeBindingResponse;
import dev.junction.models.schemas.DescribeDiscovererRequest;
import dev.junction.models.schemas.DescribeDiscovererResponse;
import dev.junction.models.schemas.DescribeRegistryRequest;
import dev.junction.models.schemas.DescribeRegistryResponse;
import dev.junction.models.schemas.DescribeSchemaRequest;
import dev.junction.models.schemas.DescribeSchemaResponse;
import dev.junction.models.schemas.ExportSchemaRequest;
import dev.junction.models.schemas.ExportSchemaResponse;
import dev.junction.models.schemas.GetCodeBindingSourceRequest;
import dev.junction.models.schemas.GetCodeBindingSourceResponse;
import dev.junction.models.schemas.GetDiscoveredSchemaRequest;
import dev.junction.models.schemas.GetDiscoveredSchemaResponse;
import dev.junction.models.schemas.GetResourcePolicyRequest;
import dev.junction.models.schemas.GetResourcePolicyResponse;
import dev.junction.models.schemas.ListDiscoverersRequest;
import dev.junction.models.schemas.ListDiscoverersResponse;
import dev.junction.models.schemas.ListRegistriesRequest;
import dev.junction.models.schemas.ListRegistriesResponse;
import dev.junction.models.schemas.ListSchemaVersionsRequest;
import dev.junction.models.schemas.ListSchemaVersionsResponse;
import dev.junction.models.schemas.ListSchemasRequest;
import dev.junction.models.schemas.ListSchemasResponse;
import dev.junction.models.schemas.ListTagsForResourceRequest;
import dev.junction.models.schemas.ListTagsForResourceResponse;
import dev.junction.models.schemas.PutCodeBindingRequest;
import dev.junction.models.schemas.PutCodeBindingResponse;
import dev.junction.models.schemas.PutResourcePolicyRequest;
import dev.junction.models.schemas.PutResourcePolicyResponse;
import dev.junction.models.schemas.SchemasApi;
import dev.junction.models.schemas.SearchSchemasRequest;
import dev.junction.models.schemas.SearchSchemasResponse;
import dev.junction.models.schemas.StartDiscovererRequest;
import dev.junction.models.schemas.StartDiscovererResponse;
import dev.junction.models.schemas.StopDiscovererRequest;
import dev.junction.models.schemas.StopDiscovererResponse;
import dev.junction.models.schemas.TagResourceRequest;
import dev.junction.models.schemas.UntagResourceRequest;
import dev.junction.models.schemas.UpdateDiscovererRequest;
import dev.junction.models.schemas.UpdateDiscovererResponse;
import dev.junction.models.schemas.UpdateRegistryRequest;
import dev.junction.models.schemas.UpdateRegistryResponse;
import dev.junction.models.schemas.UpdateSchemaRequest;
import dev.junction.models.schemas.UpdateSchemaResponse;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.operation.BusRules;
import dev.junction.schema.operation.CodeBindings;
import dev.junction.schema.operation.Discoverers;
import dev.junction.schema.operation.Registries;
import dev.junction.schema.operation.ResourcePolicies;
import dev.junction.schema.operation.SchemaDefinitions;
import dev.junction.schema.operation.SchemaLists;
import dev.junction.schema.operation.Tags;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// The operations of EventBridge Schemas, by what they are about.
///
/// @param access how they reach registries
/// @param rules how discoverers see events
record SchemasOperations(SchemaAccess access, BusRules rules) implements SchemasApi {

  @Override
  public CompletionStage<Outcome<CreateDiscovererResponse>> createDiscoverer(
      Call call, CreateDiscovererRequest input) {
    return new Discoverers(access, rules).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateRegistryResponse>> createRegistry(
      Call call, CreateRegistryRequest input) {
    return new Registries(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateSchemaResponse>> createSchema(
      Call call, CreateSchemaRequest input) {
    return new SchemaDefinitions(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteDiscoverer(Call call, DeleteDiscovererRequest input) {
    return new Discoverers(access, rules).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteRegistry(Call call, DeleteRegistryRequest input) {
    return new Registries(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteResourcePolicy(
      Call call, DeleteResourcePolicyRequest input) {
    return new ResourcePolicies(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteSchema(Call call, DeleteSchemaRequest input) {
    return new SchemaDefinitions(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteSchemaVersion(
      Call call, DeleteSchemaVersionRequest input) {
    return new SchemaDefinitions(access).deleteVersion(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeCodeBindingResponse>> describeCodeBinding(
      Call call, DescribeCodeBindingRequest input) {
    return new CodeBindings(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeDiscovererResponse>> describeDiscoverer(
      Call call, DescribeDiscovererRequest input) {
    return new Discoverers(access, rules).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeRegistryResponse>> describeRegistry(
      Call call, DescribeRegistryRequest input) {
    return new Registries(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeSchemaResponse>> describeSchema(
      Call call, DescribeSchemaRequest input) {
    return new SchemaDefinitions(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<ExportSchemaResponse>> exportSchema(
      Call call, ExportSchemaRequest input) {
    return new SchemaLists(access).export(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetCodeBindingSourceResponse>> getCodeBindingSource(
      Call call, GetCodeBindingSourceRequest input) {
    return new CodeBindings(access).source(call, input);
  }

  @Override
  public CompletionStage<Outcome<GetDiscoveredSchemaResponse>> getDiscoveredSchema(
      Call call, GetDiscoveredSchemaRequest input) {
    return new SchemaLists(access).discover(input);
  }

  @Override
  public CompletionStage<Outcome<GetResourcePolicyResponse>> getResourcePolicy(
      Call call, GetResourcePolicyRequest input) {
    return new ResourcePolicies(access).get(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListDiscoverersResponse>> listDiscoverers(
      Call call, ListDiscoverersRequest input) {
    return new Discoverers(access, rules).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListRegistriesResponse>> listRegistries(
      Call call, ListRegistriesRequest input) {
    return new Registries(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListSchemaVersionsResponse>> listSchemaVersions(
      Call call, ListSchemaVersionsRequest input) {
    return new SchemaLists(access).versions(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListSchemasResponse>> listSchemas(
      Call call, ListSchemasRequest input) {
    return new SchemaLists(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTagsForResourceResponse>> listTagsForResource(
      Call call, ListTagsForResourceRequest input) {
    return new Tags(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutCodeBindingResponse>> putCodeBinding(
      Call call, PutCodeBindingRequest input) {
    return new CodeBindings(access).put(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutResourcePolicyResponse>> putResourcePolicy(
      Call call, PutResourcePolicyRequest input) {
    return new ResourcePolicies(access).put(call, input);
  }

  @Override
  public CompletionStage<Outcome<SearchSchemasResponse>> searchSchemas(
      Call call, SearchSchemasRequest input) {
    return new SchemaLists(access).search(call, input);
  }

  @Override
  public CompletionStage<Outcome<StartDiscovererResponse>> startDiscoverer(
      Call call, StartDiscovererRequest input) {
    return new Discoverers(access, rules).start(call, input);
  }

  @Override
  public CompletionStage<Outcome<StopDiscovererResponse>> stopDiscoverer(
      Call call, StopDiscovererRequest input) {
    return new Discoverers(access, rules).stop(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> tagResource(Call call, TagResourceRequest input) {
    return new Tags(access).tag(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> untagResource(Call call, UntagResourceRequest input) {
    return new Tags(access).untag(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateDiscovererResponse>> updateDiscoverer(
      Call call, UpdateDiscovererRequest input) {
    return new Discoverers(access, rules).update(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateRegistryResponse>> updateRegistry(
      Call call, UpdateRegistryRequest input) {
    return new Registries(access).update(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateSchemaResponse>> updateSchema(
      Call call, UpdateSchemaRequest input) {
    return new SchemaDefinitions(access).update(call, input);
  }
}

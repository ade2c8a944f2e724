package dev.junction.bus;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Surroundings;
import dev.junction.bus.operation.Endpoints;
import dev.junction.bus.operation.EventBuses;
import dev.junction.bus.operation.EventSources;
import dev.junction.bus.operation.PartnerEventSources;
import dev.junction.bus.operation.Permissions;
import dev.junction.bus.operation.PutEvents;
import dev.junction.bus.operation.PutPartnerEvents;
import dev.junction.bus.operation.ResourceTags;
import dev.junction.bus.operation.Rules;
import dev.junction.bus.operation.Targets;
import dev.junction.bus.operation.TestEventPattern;
import dev.junction.bus.operation.archive.ArchiveKeeper;
import dev.junction.bus.operation.archive.Archives;
import dev.junction.bus.operation.archive.Replays;
import dev.junction.bus.operation.destination.ApiDestinations;
import dev.junction.bus.operation.destination.Connections;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.ActivateEventSourceRequest;
import dev.junction.models.events.CancelReplayRequest;
import dev.junction.models.events.CancelReplayResponse;
import dev.junction.models.events.CreateApiDestinationRequest;
import dev.junction.models.events.CreateApiDestinationResponse;
import dev.junction.models.events.CreateArchiveRequest;
import dev.junction.models.events.CreateArchiveResponse;
import dev.junction.models.events.CreateConnectionRequest;
import dev.junction.models.events.CreateConnectionResponse;
import dev.junction.models.events.CreateEndpointRequest;
import dev.junction.models.events.CreateEndpointResponse;
import dev.junction.models.events.CreateEventBusRequest;
import dev.junction.models.events.CreateEventBusResponse;
import dev.junction.models.events.CreatePartnerEventSourceRequest;
import dev.junction.models.events.CreatePartnerEventSourceResponse;
import dev.junction.models.events.DeactivateEventSourceRequest;
import dev.junction.models.events.DeauthorizeConnectionRequest;
import dev.junction.models.events.DeauthorizeConnectionResponse;
import dev.junction.models.events.DeleteApiDestinationRequest;
import dev.junction.models.events.DeleteApiDestinationResponse;
import dev.junction.models.events.DeleteArchiveRequest;
import dev.junction.models.events.DeleteArchiveResponse;
import dev.junction.models.events.DeleteConnectionRequest;
import dev.junction.models.events.DeleteConnectionResponse;
import dev.junction.models.events.DeleteEndpointRequest;
import dev.junction.models.events.DeleteEndpointResponse;
import dev.junction.models.events.DeleteEventBusRequest;
import dev.junction.models.events.DeletePartnerEventSourceRequest;
import dev.junction.models.events.DeleteRuleRequest;
import dev.junction.models.events.DescribeApiDestinationRequest;
import dev.junction.models.events.DescribeApiDestinationResponse;
import dev.junction.models.events.DescribeArchiveRequest;
import dev.junction.models.events.DescribeArchiveResponse;
import dev.junction.models.events.DescribeConnectionRequest;
import dev.junction.models.events.DescribeConnectionResponse;
import dev.junction.models.events.DescribeEndpointRequest;
import dev.junction.models.events.DescribeEndpointResponse;
import dev.junction.models.events.DescribeEventBusRequest;
import dev.junction.models.events.DescribeEventBusResponse;
import dev.junction.models.events.DescribeEventSourceRequest;
import dev.junction.models.events.DescribeEventSourceResponse;
import dev.junction.models.events.DescribePartnerEventSourceRequest;
import dev.junction.models.events.DescribePartnerEventSourceResponse;
import dev.junction.models.events.DescribeReplayRequest;
import dev.junction.models.events.DescribeReplayResponse;
import dev.junction.models.events.DescribeRuleRequest;
import dev.junction.models.events.DescribeRuleResponse;
import dev.junction.models.events.DisableRuleRequest;
import dev.junction.models.events.EnableRuleRequest;
import dev.junction.models.events.EventsApi;
import dev.junction.models.events.ListApiDestinationsRequest;
import dev.junction.models.events.ListApiDestinationsResponse;
import dev.junction.models.events.ListArchivesRequest;
import dev.junction.models.events.ListArchivesResponse;
import dev.junction.models.events.ListConnectionsRequest;
import dev.junction.models.events.ListConnectionsResponse;
import dev.junction.models.events.ListEndpointsRequest;
import dev.junction.models.events.ListEndpointsResponse;
import dev.junction.models.events.ListEventBusesRequest;
import dev.junction.models.events.ListEventBusesResponse;
import dev.junction.models.events.ListEventSourcesRequest;
import dev.junction.models.events.ListEventSourcesResponse;
import dev.junction.models.events.ListPartnerEventSourceAccountsRequest;
import dev.junction.models.events.ListPartnerEventSourceAccountsResponse;
import dev.junction.models.events.ListPartnerEventSourcesRequest;
import dev.junction.models.events.ListPartnerEventSourcesResponse;
import dev.junction.models.events.ListReplaysRequest;
import dev.junction.models.events.ListReplaysResponse;
import dev.junction.models.events.ListRuleNamesByTargetRequest;
import dev.junction.models.events.ListRuleNamesByTargetResponse;
import dev.junction.models.events.ListRulesRequest;
import dev.junction.models.events.ListRulesResponse;
import dev.junction.models.events.ListTagsForResourceRequest;
import dev.junction.models.events.ListTagsForResourceResponse;
import dev.junction.models.events.ListTargetsByRuleRequest;
import dev.junction.models.events.ListTargetsByRuleResponse;
import dev.junction.models.events.PutEventsRequest;
import dev.junction.models.events.PutEventsResponse;
import dev.junction.models.events.PutPartnerEventsRequest;
import dev.junction.models.events.PutPartnerEventsResponse;
import dev.junction.models.events.PutPermissionRequest;
import dev.junction.models.events.PutRuleRequest;
import dev.junction.models.events.PutRuleResponse;
import dev.junction.models.events.PutTargetsRequest;
import dev.junction.models.events.PutTargetsResponse;
import dev.junction.models.events.RemovePermissionRequest;
import dev.junction.models.events.RemoveTargetsRequest;
import dev.junction.models.events.RemoveTargetsResponse;
import dev.junction.models.events.StartReplayRequest;
import dev.junction.models.events.StartReplayResponse;
import dev.junction.models.events.TagResourceRequest;
import dev.junction.models.events.TagResourceResponse;
import dev.junction.models.events.TestEventPatternRequest;
import dev.junction.models.events.TestEventPatternResponse;
import dev.junction.models.events.UntagResourceRequest;
import dev.junction.models.events.UntagResourceResponse;
import dev.junction.models.events.UpdateApiDestinationRequest;
import dev.junction.models.events.UpdateApiDestinationResponse;
import dev.junction.models.events.UpdateArchiveRequest;
import dev.junction.models.events.UpdateArchiveResponse;
import dev.junction.models.events.UpdateConnectionRequest;
import dev.junction.models.events.UpdateConnectionResponse;
import dev.junction.models.events.UpdateEndpointRequest;
import dev.junction.models.events.UpdateEndpointResponse;
import dev.junction.models.events.UpdateEventBusRequest;
import dev.junction.models.events.UpdateEventBusResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// The operations of EventBridge that are built.
///
/// @param access how they reach buses
/// @param keeper seals and reads what archives keep
/// @param surroundings what they need beside buses
record EventsOperations(BusAccess access, ArchiveKeeper keeper, Surroundings surroundings)
    implements EventsApi {

  @Override
  public CompletionStage<Outcome<Unit>> activateEventSource(
      Call call, ActivateEventSourceRequest input) {
    return new EventSources(access).activate(call, input);
  }

  @Override
  public CompletionStage<Outcome<CancelReplayResponse>> cancelReplay(
      Call call, CancelReplayRequest input) {
    return new Replays(access, keeper).cancel(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateApiDestinationResponse>> createApiDestination(
      Call call, CreateApiDestinationRequest input) {
    return new ApiDestinations(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateArchiveResponse>> createArchive(
      Call call, CreateArchiveRequest input) {
    return new Archives(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateConnectionResponse>> createConnection(
      Call call, CreateConnectionRequest input) {
    return new Connections(access, surroundings).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateEndpointResponse>> createEndpoint(
      Call call, CreateEndpointRequest input) {
    return new Endpoints(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreateEventBusResponse>> createEventBus(
      Call call, CreateEventBusRequest input) {
    return new EventBuses(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<CreatePartnerEventSourceResponse>> createPartnerEventSource(
      Call call, CreatePartnerEventSourceRequest input) {
    return new PartnerEventSources(access).create(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deactivateEventSource(
      Call call, DeactivateEventSourceRequest input) {
    return new EventSources(access).deactivate(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeauthorizeConnectionResponse>> deauthorizeConnection(
      Call call, DeauthorizeConnectionRequest input) {
    return new Connections(access, surroundings).deauthorize(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteApiDestinationResponse>> deleteApiDestination(
      Call call, DeleteApiDestinationRequest input) {
    return new ApiDestinations(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteArchiveResponse>> deleteArchive(
      Call call, DeleteArchiveRequest input) {
    return new Archives(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteConnectionResponse>> deleteConnection(
      Call call, DeleteConnectionRequest input) {
    return new Connections(access, surroundings).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<DeleteEndpointResponse>> deleteEndpoint(
      Call call, DeleteEndpointRequest input) {
    return new Endpoints(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteEventBus(Call call, DeleteEventBusRequest input) {
    return new EventBuses(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deletePartnerEventSource(
      Call call, DeletePartnerEventSourceRequest input) {
    return new PartnerEventSources(access).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> deleteRule(Call call, DeleteRuleRequest input) {
    return new Rules(access, surroundings).delete(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeApiDestinationResponse>> describeApiDestination(
      Call call, DescribeApiDestinationRequest input) {
    return new ApiDestinations(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeArchiveResponse>> describeArchive(
      Call call, DescribeArchiveRequest input) {
    return new Archives(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeConnectionResponse>> describeConnection(
      Call call, DescribeConnectionRequest input) {
    return new Connections(access, surroundings).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeEndpointResponse>> describeEndpoint(
      Call call, DescribeEndpointRequest input) {
    return new Endpoints(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeEventBusResponse>> describeEventBus(
      Call call, DescribeEventBusRequest input) {
    return new EventBuses(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeEventSourceResponse>> describeEventSource(
      Call call, DescribeEventSourceRequest input) {
    return new EventSources(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribePartnerEventSourceResponse>> describePartnerEventSource(
      Call call, DescribePartnerEventSourceRequest input) {
    return new PartnerEventSources(access).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeReplayResponse>> describeReplay(
      Call call, DescribeReplayRequest input) {
    return new Replays(access, keeper).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<DescribeRuleResponse>> describeRule(
      Call call, DescribeRuleRequest input) {
    return new Rules(access, surroundings).describe(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> disableRule(Call call, DisableRuleRequest input) {
    return new Rules(access, surroundings).disable(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> enableRule(Call call, EnableRuleRequest input) {
    return new Rules(access, surroundings).enable(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListApiDestinationsResponse>> listApiDestinations(
      Call call, ListApiDestinationsRequest input) {
    return new ApiDestinations(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListArchivesResponse>> listArchives(
      Call call, ListArchivesRequest input) {
    return new Archives(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListConnectionsResponse>> listConnections(
      Call call, ListConnectionsRequest input) {
    return new Connections(access, surroundings).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListEndpointsResponse>> listEndpoints(
      Call call, ListEndpointsRequest input) {
    return new Endpoints(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListEventBusesResponse>> listEventBuses(
      Call call, ListEventBusesRequest input) {
    return new EventBuses(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListEventSourcesResponse>> listEventSources(
      Call call, ListEventSourcesRequest input) {
    return new EventSources(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListPartnerEventSourceAccountsResponse>>
      listPartnerEventSourceAccounts(Call call, ListPartnerEventSourceAccountsRequest input) {
    return new PartnerEventSources(access).accounts(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListPartnerEventSourcesResponse>> listPartnerEventSources(
      Call call, ListPartnerEventSourcesRequest input) {
    return new PartnerEventSources(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListReplaysResponse>> listReplays(
      Call call, ListReplaysRequest input) {
    return new Replays(access, keeper).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListRuleNamesByTargetResponse>> listRuleNamesByTarget(
      Call call, ListRuleNamesByTargetRequest input) {
    return new Targets(access, surroundings).rulesOf(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListRulesResponse>> listRules(Call call, ListRulesRequest input) {
    return new Rules(access, surroundings).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTagsForResourceResponse>> listTagsForResource(
      Call call, ListTagsForResourceRequest input) {
    return new ResourceTags(access).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<ListTargetsByRuleResponse>> listTargetsByRule(
      Call call, ListTargetsByRuleRequest input) {
    return new Targets(access, surroundings).list(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutEventsResponse>> putEvents(Call call, PutEventsRequest input) {
    return new PutEvents(access, surroundings).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutPartnerEventsResponse>> putPartnerEvents(
      Call call, PutPartnerEventsRequest input) {
    return new PutPartnerEvents(access, surroundings).run(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> putPermission(Call call, PutPermissionRequest input) {
    return new Permissions(access).put(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutRuleResponse>> putRule(Call call, PutRuleRequest input) {
    return new Rules(access, surroundings).put(call, input);
  }

  @Override
  public CompletionStage<Outcome<PutTargetsResponse>> putTargets(
      Call call, PutTargetsRequest input) {
    return new Targets(access, surroundings).put(call, input);
  }

  @Override
  public CompletionStage<Outcome<Unit>> removePermission(Call call, RemovePermissionRequest input) {
    return new Permissions(access).remove(call, input);
  }

  @Override
  public CompletionStage<Outcome<RemoveTargetsResponse>> removeTargets(
      Call call, RemoveTargetsRequest input) {
    return new Targets(access, surroundings).remove(call, input);
  }

  @Override
  public CompletionStage<Outcome<StartReplayResponse>> startReplay(
      Call call, StartReplayRequest input) {
    return new Replays(access, keeper).start(call, input);
  }

  @Override
  public CompletionStage<Outcome<TagResourceResponse>> tagResource(
      Call call, TagResourceRequest input) {
    return new ResourceTags(access).tag(call, input);
  }

  @Override
  public CompletionStage<Outcome<TestEventPatternResponse>> testEventPattern(
      Call call, TestEventPatternRequest input) {
    return TestEventPattern.run(input);
  }

  @Override
  public CompletionStage<Outcome<UntagResourceResponse>> untagResource(
      Call call, UntagResourceRequest input) {
    return new ResourceTags(access).untag(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateApiDestinationResponse>> updateApiDestination(
      Call call, UpdateApiDestinationRequest input) {
    return new ApiDestinations(access).update(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateArchiveResponse>> updateArchive(
      Call call, UpdateArchiveRequest input) {
    return new Archives(access).update(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateConnectionResponse>> updateConnection(
      Call call, UpdateConnectionRequest input) {
    return new Connections(access, surroundings).update(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateEndpointResponse>> updateEndpoint(
      Call call, UpdateEndpointRequest input) {
    return new Endpoints(access).update(call, input);
  }

  @Override
  public CompletionStage<Outcome<UpdateEventBusResponse>> updateEventBus(
      Call call, UpdateEventBusRequest input) {
    return new EventBuses(access).update(call, input);
  }
}

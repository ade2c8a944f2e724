package dev.junction.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.CommonErrors;
import dev.junction.wire.protocol.ServiceDirectory;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.ServiceListing;
import dev.junction.wire.schema.OperationSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceCatalogueTest {

  private final List<ServiceListing> listings = ServiceCatalogue.listings();
  private final ServiceDirectory directory = new ServiceDirectory(listings);

  private static HttpRequest request(String method, String path, HttpHeaders headers) {
    return new HttpRequest(method, path, null, headers, new byte[0], false);
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void everyServiceHasItsOperationsAndNoneIsBuilt() {
    assertThat(listings).hasSize(13);
    for (ServiceListing listing : listings) {
      assertThat(listing.endpoint().service().operations()).isNotEmpty();
      assertThat(listing.endpoint().service().operations()).noneMatch(OperationSchema::built);
    }
  }

  // Source: the published models; each operation is one of them.
  @ParameterizedTest
  @CsvSource({
    "GET, /restapis/abc, apigateway, apigateway, GetRestApi",
    "GET, /v2/apis/abc, apigateway, apigatewayv2, GetApi",
    "POST, /%40connections/abc, execute-api, apigatewaymanagementapi, PostToConnection",
    "GET, /2015-03-31/functions/, lambda, lambda, ListFunctions",
    "POST, /2015-03-31/functions/abc/invocations, lambda, lambda, Invoke",
    "GET, /v1/clusters, kafka, kafka, ListClusters",
    "GET, /v1/brokers, mq, mq, ListBrokers",
    "GET, /v1/apis, appsync, appsync, ListGraphqlApis"
  })
  void servicesWithPathsAreToldApart(
      String method, String path, String signingName, String service, String operation) {
    HttpRequest request = request(method, path, new HttpHeaders());
    ServiceEndpoint found = directory.find(request, signingName);

    assertThat(found.service().name()).isEqualTo(service);
    assertThat(found.operation(request).toString()).contains("name=" + operation + ",");
  }

  @ParameterizedTest
  @CsvSource({
    "Kinesis_20131202, kinesis",
    "AWSStepFunctions, stepfunctions",
    "AmazonEC2ContainerServiceV20141113, ecs",
    "Firehose_20150804, firehose",
    "GraniteServiceVersion20100801, cloudwatch"
  })
  void aTargetNamesItsService(String target, String service) {
    HttpHeaders headers = new HttpHeaders().add("X-Amz-Target", target + ".Anything");
    assertThat(directory.find(request("POST", "/", headers), "").service().name())
        .isEqualTo(service);
  }

  @Test
  void aServiceSpeaksEveryProtocolOfItsModel() {
    HttpHeaders headers = new HttpHeaders().add("Smithy-Protocol", "rpc-v2-cbor");
    HttpRequest cbor =
        request("POST", "/service/GraniteServiceVersion20100801/operation/ListMetrics", headers);
    ServiceEndpoint cloudwatch = directory.find(cbor, "");

    assertThat(cloudwatch.operation(cbor).toString()).contains("name=ListMetrics,");
    HttpResponse refused =
        cloudwatch.refuse(cbor, CommonErrors.notImplemented("cloudwatch", "ListMetrics"), "id");
    assertThat(refused.headers().get("Content-Type")).isEqualTo("application/cbor");
    assertThat(text(refused)).contains("NotImplemented", "ListMetrics");
  }
}

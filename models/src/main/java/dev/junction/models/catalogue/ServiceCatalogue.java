package dev.junction.models.catalogue;

import dev.junction.wire.protocol.OperationTable;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.ServiceListing;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// All services that have a model but no implementation, ready for the directory.
///
/// Their names are read at once; the operations of a service only when a request needs them.
/// Source: the published models, through the generator's catalogue.
public final class ServiceCatalogue {

  private ServiceCatalogue() {}

  /// One line of the list of services.
  private record Row(
      String name,
      String signingName,
      String endpointPrefix,
      String targetPrefix,
      String apiVersion,
      String xmlNamespace,
      boolean queryCompatible,
      List<Protocol> protocols) {

    static Row of(String line) {
      String[] fields = line.split("\t", -1);
      return new Row(
          fields[0],
          fields[1],
          fields[2],
          fields[3],
          fields[4],
          fields[5],
          !fields[6].isEmpty(),
          Arrays.stream(fields[7].split(",")).map(Protocol::valueOf).toList());
    }

    ServiceListing listing() {
      return ServiceListing.later(
          new ServiceListing.Names(signingName, endpointPrefix, targetPrefix),
          () -> ServiceEndpoint.of(new OperationTable(schema(), List.of()), _ -> null));
    }

    ServiceSchema schema() {
      ServiceSchema.Builder service =
          ServiceSchema.of(name)
              .signingName(signingName)
              .endpointPrefix(endpointPrefix)
              .targetPrefix(targetPrefix)
              .apiVersion(apiVersion)
              .xmlNamespace(xmlNamespace)
              .protocols(protocols);
      if (queryCompatible) {
        service.queryCompatible();
      }
      for (String line : lines(name)) {
        service.operation(operation(line.split("\t", -1)));
      }
      return service.build();
    }

    private static OperationSchema operation(String[] fields) {
      return OperationSchema.unbuilt(
          fields[0],
          fields.length == 1
              ? OperationSchema.Http.POST_ROOT
              : OperationSchema.Http.of(fields[1], fields[2], 200));
    }
  }

  /// The services.
  public static List<ServiceListing> listings() {
    return lines("services").stream().map(line -> Row.of(line).listing()).toList();
  }

  private static List<String> lines(String file) {
    try (InputStream in = ServiceCatalogue.class.getResourceAsStream(file + ".tsv")) {
      if (in == null) {
        throw new IllegalStateException("The catalogue has no " + file + ".tsv");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.junction.log;

import dev.junction.storage.StateStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/// What services read from their maps: how often they fetched an entry, and where scans began.
final class WatchedReads {

  /// How often an entry was fetched.
  int gets;

  /// Where scans began, in their order.
  final List<byte[]> scans = new ArrayList<>();

  /// The same map, watched.
  StateStore watch(StateStore state) {
    return (StateStore)
        Proxy.newProxyInstance(
            StateStore.class.getClassLoader(),
            new Class<?>[] {StateStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("get")) {
                gets++;
              } else if (method.getName().equals("scan")) {
                scans.add((byte[]) arguments[0]);
              }
              try {
                return method.invoke(state, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  void clear() {
    gets = 0;
    scans.clear();
  }
}

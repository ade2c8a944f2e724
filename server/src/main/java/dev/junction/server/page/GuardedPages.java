package dev.junction.server.page;

import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.server.Exchange;

/// The pages that show data or change something, behind their guard.
public final class GuardedPages {

  /// Which pages there are, for whoever asks for another.
  public static final String LIST = ClockPage.PATH;

  private final PageGuard guard;
  private final ClockPage clock;

  public GuardedPages(PageGuard guard, ClockPage clock) {
    this.guard = guard;
    this.clock = clock;
  }

  /// Answers the request if it is for one of these pages; answers false if it is not.
  public boolean handle(HttpRequest request, Exchange exchange) {
    if (!request.path().equals(ClockPage.PATH)) {
      return false;
    }
    switch (guard.admit(request, exchange.remoteAddress())) {
      case Admission.Refused(var answer) -> exchange.respond(answer);
      case Admission.Granted _ -> exchange.respond(clock.answer(request));
    }
    return true;
  }
}

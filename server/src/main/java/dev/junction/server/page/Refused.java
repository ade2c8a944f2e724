package dev.junction.server.page;

import dev.junction.wire.http.HttpResponse;

/// A request for a page that cannot be answered, with the answer that says why.
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient HttpResponse answer;

  Refused(HttpResponse answer) {
    super(null, null, false, false);
    this.answer = answer;
  }

  HttpResponse answer() {
    return answer;
  }
}

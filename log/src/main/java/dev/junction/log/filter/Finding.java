package dev.junction.log.filter;

/// What a comparison of a message with a pattern has come to.
public enum Finding {
  /// It is wanted.
  FITS,

  /// It is not.
  DIFFERS,

  /// It takes more steps than a message may take: nobody gets it.
  GIVEN_UP,

  /// The messages before it have left too few steps to tell.
  SPENT
}

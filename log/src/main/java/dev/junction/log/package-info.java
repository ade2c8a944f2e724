/// Log groups: the part of CloudWatch Logs that integration services write to and people read.
///
/// Nouns: a *log group* holds *log streams*, a stream holds *log events*, each with a time and a
/// message. Promise: events that were acknowledged are read back in the order of their times until
/// the group's retention ends, and then give their space back. Limits:
/// [dev.junction.log.domain.LogLimits]. Document: docs/services/logs.md.
@NullMarked
package dev.junction.log;

import org.jspecify.annotations.NullMarked;

package dev.junction.server;

import dev.junction.server.cli.ClockCommand;
import dev.junction.server.cli.LogsCommand;
import dev.junction.server.cli.QueuesCommand;
import dev.junction.server.cli.TapCommand;
import dev.junction.server.cli.TraceCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of Junction.
@Command(
    name = "junction",
    description = "Application integration for everyone: queues that AWS SDKs speak to.",
    subcommands = {
      StartCommand.class,
      QueuesCommand.class,
      LogsCommand.class,
      TapCommand.class,
      TraceCommand.class,
      ClockCommand.class,
      VerifyCommand.class,
      RekeyCommand.class,
      TrainCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "A first message:",
      "  ./junction start",
      "  aws --endpoint-url http://127.0.0.1:4566 sqs create-queue --queue-name hello"
    })
public final class Main implements Runnable {

  private final CommandLine line;

  private Main() {
    line = new CommandLine(this);
  }

  /// Everything that can be typed, for this process or a test.
  static CommandLine commandLine() {
    return new Main()
        .line.setExecutionExceptionHandler(
            (fault, line, _) -> {
              line.getErr().println("junction: " + Faults.explain(fault));
              return 1;
            });
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public void run() {
    line.usage(System.out);
  }
}

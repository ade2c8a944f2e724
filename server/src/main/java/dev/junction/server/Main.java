package dev.junction.server;

import dev.junction.server.cli.ClockCommand;
import dev.junction.server.cli.LogsCommand;
import dev.junction.server.cli.QueuesCommand;
import dev.junction.server.cli.TapCommand;
import dev.junction.server.cli.TraceCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of Junction.
@Command(
    name = "junction",
    description = {
      "Application integration for everyone: queues, topics, event buses, schedules,",
      "pipes, schemas and logs that AWS SDKs speak to."
    },
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
    return explaining(new Main().line);
  }

  /// `junction start` alone: it should not wait until all other commands have been looked at.
  private static CommandLine start() {
    return explaining(new CommandLine(new StartCommand()).setCommandName("junction start"));
  }

  private static CommandLine explaining(CommandLine commands) {
    return commands.setExecutionExceptionHandler(
        (fault, line, _) -> {
          line.getErr().println("junction: " + Faults.explain(fault));
          return 1;
        });
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    boolean starts = arguments.length > 0 && arguments[0].equals("start");
    int code =
        starts
            ? start().execute(Arrays.copyOfRange(arguments, 1, arguments.length))
            : commandLine().execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public void run() {
    line.usage(System.out);
  }
}

#include "cli/shared/command_line.h"

#include <fmt/format.h>

#include "cli/shared/interrupts.h"
#include "cli/shared/ranks.h"
#include "cli/subcommand.h"
#include "saddle/error.h"
#include "saddle/simd_level.h"
#include "shell/window_command.h"

namespace saddle::cli {

int run(int argc, char** argv) {
  // Before anything else: reading what is to be trained can take long.
  for (const Subcommand& subcommand : all()) {
    if (subcommand.saves && argc > 1 && subcommand.name == argv[1]) listen_for_interrupts();
  }
  CLI::App app("Saddle: see a neural network learn. Without a command it opens the window.", "saddle");
  app.set_help_all_flag("--help-all", "Shows the help of every command");
  // Also says at once what is wrong with SADDLE_SIMD.
  app.set_version_flag("--version", fmt::format("Saddle {}, kernels: {}", SADDLE_VERSION, name_of(simd_level())));
  app.require_subcommand(0, 1);
  std::function<int()> action = app::add_window_options(app);
  const Subcommand window{.name = "the window", .help = {}, .add = {}};
  const Subcommand* chosen = &window;
  for (const Subcommand& subcommand : all()) {
    CLI::App* parser = app.add_subcommand(std::string(subcommand.name), std::string(subcommand.help));
    parser->callback([&action, &chosen, &subcommand, run = subcommand.add(*parser)] {
      action = run;
      chosen = &subcommand;
    });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    throw Error("", "{}; see saddle --help", std::string(error.what()));
  }
  if (!chosen->ranks && !refuse_ranks(chosen->name)) return success;
  return action();
}

}  // namespace saddle::cli

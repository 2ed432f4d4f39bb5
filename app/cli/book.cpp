#include "saddle/book.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/book/report.h"
#include "cli/shared/interrupts.h"
#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "cli/shared/progress_bar.h"
#include "cli/subcommand.h"
#include "saddle/text_file.h"
#include "shell/assets.h"

namespace saddle::cli {
namespace {

struct BookCommand {
  std::vector<std::string> names;
  int chapter = 0, seeds = 5;
  std::string data, html;
  bool json = false, list = false;
};

std::vector<BookExperiment> chosen(const BookCommand& command) {
  const auto& all = catalog::book();
  std::vector<BookExperiment> experiments;
  for (const std::string& name : command.names) {
    const auto found = std::ranges::find(all, name, &BookExperiment::name);
    if (found == all.end()) {
      std::string names;
      for (const BookExperiment& one : all) names += (names.empty() ? "" : ", ") + std::string(one.name);
      throw Error("", "the book has no experiment \"{}\"; there are {}", name, names);
    }
    experiments.push_back(*found);
  }
  if (command.names.empty()) experiments = all;
  if (command.chapter > 0)
    std::erase_if(experiments, [&](const BookExperiment& one) { return one.chapter != command.chapter; });
  if (experiments.empty()) throw Error("--chapter", "nothing of this is in chapter {}", command.chapter);
  return experiments;
}

void print_list(const std::vector<BookExperiment>& experiments) {
  int chapter = 0;
  for (const BookExperiment& one : experiments) {
    if (one.chapter != chapter) fmt::print("{}\n", chapter_title(chapter = one.chapter));
    fmt::print("  {:<24} {}\n", one.name, one.help);
  }
}

// Follows one experiment; its bar counts thousandths.
std::vector<BookFigure> followed(const BookExperiment& experiment, const BookCommand& command) {
  ProgressBar bar;
  const auto began = std::chrono::steady_clock::now();
  const auto go_on = [&](double share) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    bar.show(static_cast<int64_t>(1000 * share), 1000, took.count(), std::string(experiment.title));
    return !interrupted();
  };
  auto figures = reproduce(experiment.name, {.seeds = command.seeds,
                                             .presets = app::assets_directory() / "presets",
                                             .data_directory = command.data,
                                             .go_on = go_on});
  bar.finish();
  return figures;
}

int reproduce_book(const BookCommand& command) {
  const auto experiments = chosen(command);
  if (command.list) {
    print_list(experiments);
    return success;
  }
  check_outputs({{"--html", command.html}}, {});
  std::vector<Reproduced> done;
  bool stopped = false;
  for (const BookExperiment& experiment : experiments) {
    try {
      done.push_back({experiment, followed(experiment, command)});
    } catch (const BookStopped&) {
      stopped = true;
      break;
    }
    const bool first = done.size() == 1 || done.end()[-2].experiment.chapter != experiment.chapter;
    if (!command.json) print_figures(done.back(), first);
  }
  if (command.json) print_json(done);
  if (!command.html.empty()) write_text_file(command.html, html_page(done, command.seeds));
  if (stopped) fmt::print(stderr, "saddle: stopped after {} of {} experiments\n", done.size(), experiments.size());
  const bool agree = std::ranges::all_of(
      done, [](const Reproduced& one) { return std::ranges::all_of(one.figures, &BookFigure::agrees); });
  return agree && !stopped ? success : failure;
}

}  // namespace

Subcommand book() {
  return {"book", "Makes the experiments of Deep Learning from Scratch and holds them against its figures.",
          [](CLI::App& app) {
            auto command = std::make_shared<BookCommand>();
            app.add_option("name", command->names, "Experiments, as --list names them; none: all")->type_name("NAME");
            app.add_option("--chapter", command->chapter, "Those of one chapter, 2 to 8; 9: the lecture notes")
                ->check(whole_from(first_chapter, last_chapter));
            app.add_option("--seeds", command->seeds, "How often each is trained, from other weights")
                ->check(whole_from(1, 1000))
                ->capture_default_str();
            app.add_option("--data", command->data, "The folder with mnist/ in it")->type_name("DIR");
            app.add_option("--html", command->html, "Also writes a page that a browser shows")
                ->type_name("FILE.html")
                ->check(filled());
            app.add_flag("--list", command->list, "Only says which experiments there are");
            app.add_flag("--json", command->json,
                         "Prints a JSON list: name, figure, book, ours (the mean of the seeds), spread (their standard "
                         "deviation), agrees");
            return std::function<int()>([command] { return reproduce_book(*command); });
          },
          true};
}

}  // namespace saddle::cli

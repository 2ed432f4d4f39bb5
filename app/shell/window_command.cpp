#include "shell/window_command.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "labs/concepts/page.h"
#include "lessons/shelf.h"
#include "model/panel.h"
#include "saddle/catalog.h"
#include "saddle/error.h"
#include "shell/assets.h"
#include "shell/copied.h"
#include "shell/headless.h"
#include "shell/rescue.h"
#include "shell/run_store.h"
#include "shell/window.h"

namespace saddle::app {
namespace {

struct WindowArguments {
  ApplicationOptions application;
  std::string lab, experiment, language, size, theme, screenshot, marks, panel, page, lesson;
  double scale = 0, after_seconds = 0;
  int64_t after_steps = 0;
};

void read_size(const std::string& text, Settings& settings) {
  const auto cross = text.find('x');
  const auto read = [](std::string_view digits, int least, int& number) {
    const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return failure == std::errc() && stop == digits.data() + digits.size() && number >= least && number <= 16384;
  };
  int width = 0, height = 0;
  if (cross == text.npos || !read(std::string_view(text).substr(0, cross), 640, width) ||
      !read(std::string_view(text).substr(cross + 1), 480, height)) {
    throw Error("--size", "expected WIDTHxHEIGHT from 640x480 to 16384x16384, got \"{}\"", text);
  }
  settings.width = width;
  settings.height = height;
  settings.sized = true;
}

// The panel of that name fills the lab.
void show_alone(const std::string& name, Settings& settings) {
  std::vector<Entry> names;
  for (const PanelType& type : panels::all())
    names.push_back({.name = type.name, .title = type.title, .help = type.help});
  catalog::get(names, name, "--panel");
  settings.workspace.panes = {name};
  settings.workspace.full = 0;
}

// True once the window shows what was waited for.
class Moment {
 public:
  explicit Moment(const WindowArguments& arguments)
      : steps_(arguments.after_steps), seconds_(arguments.after_seconds) {}
  bool operator()(const Application& application) {
    const RunSnapshot& now = application.now();
    if (now.status == Status::failed) return ++frames_ > 3;
    const bool waiting = now.status == Status::idle || now.status == Status::loading || application.steps() < steps_ ||
                         std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count() < seconds_;
    if (waiting && !application.ended()) return false;
    return ++frames_ > 6 && (application.answered() || frames_ > 1000);  // layout has settled
  }

 private:
  int64_t steps_;
  double seconds_;
  int frames_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void take_headless(const WindowArguments& arguments) {
  Headless headless(arguments.application, arguments.application.settings.width, arguments.application.settings.height);
  Moment moment(arguments);
  do {
    headless.frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  } while (!moment(headless.application()));
  write_png(arguments.screenshot, headless.picture());
}

int open(WindowArguments arguments) {
  const bool picture = !arguments.screenshot.empty();
  cli::check_picture_format("--screenshot", arguments.screenshot, {".png"});
  const auto file = settings_file();
  Settings settings = picture ? Settings{} : load_settings(file);
  if (!arguments.language.empty()) settings.language = arguments.language;
  if (!arguments.theme.empty()) settings.dark = arguments.theme == "dark";
  if (arguments.scale > 0) settings.scale = *(settings.asked_scale = arguments.scale);
  if (!arguments.size.empty()) read_size(arguments.size, settings);
  const bool known = std::ranges::any_of(labs::all(), [&](const LabType& type) { return type.name == settings.lab; });
  if (!arguments.page.empty()) {
    page_named(arguments.page, "--page");
    arguments.application.page = arguments.page;
    if (arguments.lab.empty()) arguments.lab = "concepts";
  }
  if (!arguments.lab.empty()) {
    arguments.application.lab = arguments.lab;
  } else if (known) {
    arguments.application.lab = settings.lab;
  }
  if (!arguments.lesson.empty()) {
    lesson_or_file(arguments.lesson, assets_directory() / "lessons");  // refuses what is none before a window opens
    arguments.application.lesson = arguments.lesson;
  }
  if (!arguments.panel.empty()) show_alone(arguments.panel, settings);
  if (!arguments.experiment.empty()) {
    arguments.application.experiment = arguments.experiment;
  } else if (!settings.draft.experiment.network.empty()) {
    arguments.application.draft = settings.draft;
  }
  if (!picture) {
    arguments.application.runs = runs_folder();
    arguments.application.settings_file = file;
    arguments.application.autosave = autosave_folder();
    arguments.application.outlives_failures = true;
  }
  arguments.application.settings = settings;
  arguments.application.train = picture && (arguments.after_steps > 0 || arguments.after_seconds > 0);
  if (!has_display()) {
    if (!picture) {
      fmt::print(stderr, "saddle: there is no display to open a window on; saddle train works without one\n");
      return 1;
    }
    take_headless(arguments);
    return 0;
  }
  WindowOptions options{.follows_screens = !picture, .keeps_size = !arguments.size.empty(), .marks = arguments.marks};
  if (picture) {
    options.finished = [moment = Moment(arguments)](const Application& application) mutable {
      return moment(application);
    };
    options.picture = [&](const PixelImage& image) { write_png(arguments.screenshot, image); };
  }
  if (sees_what_was_copied()) arguments.application.clipboard = copied;
  const Settings last = run_window(arguments.application, options);
  if (!picture) save_settings(file, last);
  return 0;
}

}  // namespace

std::function<int()> add_window_options(CLI::App& app) {
  auto arguments = std::make_shared<WindowArguments>();
  app.add_option("--lab", arguments->lab,
                 "The lab to open on: network, arena, compare, concepts or book (otherwise the last one)")
      ->type_name("NAME");
  app.add_option("--page", arguments->page, "The page of Concepts to open on (saddle list concepts)")
      ->type_name("NAME");
  app.add_option("--lesson", arguments->lesson, "The lesson to open: a name (saddle list lessons) or a file")
      ->type_name("NAME|FILE.md");
  app.add_option("--experiment", arguments->experiment,
                 "The experiment to open: a preset's name or a file (otherwise the one that was open last)")
      ->type_name("PRESET|FILE");
  app.add_option("--data", arguments->application.data_directory, "Folder with the data sets (otherwise SADDLE_DATA)")
      ->type_name("DIR");
  app.add_option("--lang", arguments->language, "Language of the window")->check(CLI::IsMember({"en", "ko"}));
  app.add_option("--theme", arguments->theme, "Colors of the window")->check(CLI::IsMember({"dark", "light"}));
  app.add_option("--size", arguments->size, "Size of the window in pixels")->type_name("WxH");
  app.add_option("--scale", arguments->scale, "Everything larger or smaller")->check(cli::number_from(0.5, 4));
  auto* screenshot = app.add_option("--screenshot", arguments->screenshot, "Saves what the window shows, and exits")
                         ->type_name("OUT.png");
  app.add_option("--panel", arguments->panel, "One panel of the network lab fills the window: curves, runs, …")
      ->type_name("NAME");
  app.add_option("--after-steps", arguments->after_steps, "Trains so many steps before the screenshot")
      ->needs(screenshot)
      ->check(cli::whole_from(1, 2'000'000'000));
  app.add_option("--after-seconds", arguments->after_seconds, "Trains so long before the screenshot")
      ->needs(screenshot)
      ->check(cli::number_from(0.001, 1e6));
  app.add_option("--marks", arguments->marks, "Keeps writing where every widget is, as JSON (for tests)")
      ->type_name("FILE");
  return [arguments] { return open(*arguments); };
}

}  // namespace saddle::app
